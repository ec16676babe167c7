package dev.driftwood.runtime.sampler;

import static dev.driftwood.runtime.sampler.SamplerOption.CHURN;
import static dev.driftwood.runtime.sampler.SamplerOption.CHURN_FROM;
import static dev.driftwood.runtime.sampler.SamplerOption.CHURN_NOISE;
import static dev.driftwood.runtime.sampler.SamplerOption.CHURN_TO;
import static dev.driftwood.runtime.sampler.SamplerOption.ETA;
import static dev.driftwood.runtime.sampler.SamplerOption.LAMBDA;
import static dev.driftwood.runtime.sampler.SamplerOption.ORDER;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.GenerativeFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The samplers by name: a new one is its method and an entry here. */
public enum SamplerKind {
  /** {@link EulerMaruyama}, for any λ. */
  EULER_MARUYAMA(
      "euler-maruyama",
      Recipe.noise((sde, set) -> new EulerMaruyama(new GenerativeFamily(sde, set.number(LAMBDA))))
          .option(LAMBDA, 0)
          .from("Kloeden and Platen 1992, section 10.2; λ: arXiv:2106.02808")),
  /** {@link ReverseDiffusion}. */
  REVERSE_DIFFUSION(
      "reverse-diffusion",
      Recipe.noise((sde, set) -> new ReverseDiffusion(sde)).from("arXiv:2011.13456, equation 46")),
  /** {@link Ancestral}. */
  ANCESTRAL(
      "ancestral",
      Recipe.noise((sde, set) -> new Ancestral(sde))
          .from("arXiv:2006.11239; for VE arXiv:2011.13456, appendix F")),
  /** {@link Ddim}, deterministic unless η is set. */
  DDIM(
      "ddim",
      Recipe.flow((sde, set) -> new Ddim(sde, set.number(ETA)))
          .option(ETA, 0)
          .from("arXiv:2010.02502")),
  /** {@link EdmStochastic}, with the amount and interval that its authors took for ImageNet. */
  EDM_STOCHASTIC(
      "edm-stochastic",
      Recipe.noise((sde, set) -> new EdmStochastic(sde, Churn.of(set)))
          .option(CHURN, 40)
          .option(CHURN_FROM, 0.05)
          .option(CHURN_TO, 50)
          .option(CHURN_NOISE, 1)
          .from("arXiv:2206.00364, algorithm 2")),
  /** {@link SdeDpmSolver}. */
  SDE_DPM_SOLVER(
      "sde-dpm-solver++",
      Recipe.noise((sde, set) -> new SdeDpmSolver(sde, set.whole(ORDER), set.number(ETA)))
          .option(ORDER, 2)
          .option(ETA, 1)
          .from("arXiv:2211.01095, appendix B")),
  /** {@link ButcherTableau#euler()} on the probability flow. */
  EULER(
      "euler",
      Recipe.solver(ButcherTableau.euler()).from("Hairer, Nørsett, Wanner 1993, section I.7")),
  /** {@link ButcherTableau#heun()} on the probability flow. */
  HEUN(
      "heun",
      Recipe.solver(ButcherTableau.heun()).from("Hairer, Nørsett, Wanner 1993, section II.1")),
  /** {@link ButcherTableau#classical()} on the probability flow. */
  RK4(
      "rk4",
      Recipe.solver(ButcherTableau.classical()).from("Hairer, Nørsett, Wanner 1993, table II.1.2")),
  /** {@link ButcherTableau#dormandPrince()}, adaptive or on a fixed grid. */
  DORMAND_PRINCE(
      "dormand-prince",
      Recipe.pair(ButcherTableau.dormandPrince())
          .from("Dormand and Prince 1980, doi:10.1016/0771-050X(80)90013-3")),
  /** {@link FittedMultistep}, by what `driftwood tune` left in the model. */
  FITTED("fitted", Recipe.fitted().from("Driftwood: fitted to the network by 'driftwood tune'"));

  private final String label;
  private final Recipe recipe;

  SamplerKind(String label, Recipe recipe) {
    this.label = label;
    this.recipe = recipe;
  }

  /**
   * The sampler of that name.
   *
   * @throws IllegalArgumentException if there is none; it names the nearest
   */
  public static SamplerKind named(String name) {
    List<String> names = Arrays.stream(values()).map(SamplerKind::label).toList();
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(NearestName.unknown("sampler", name, names)));
  }

  /** The name users give it. */
  public String label() {
    return label;
  }

  /** Whether it can choose its steps by tolerances. */
  public boolean adaptive() {
    return recipe.adaptive().isPresent();
  }

  /** Whether it can take the steps of a fixed grid. */
  public boolean fixed() {
    return recipe.grid().isPresent();
  }

  /** Whether its steps and coefficients are the model's own, from being fitted to it. */
  public boolean fitted() {
    return !fixed() && !adaptive();
  }

  /**
   * Whether noise enters on the way where nothing is set; the others follow the probability flow.
   */
  public boolean stochastic() {
    return recipe.stochastic();
  }

  /** The coefficients of a Runge–Kutta method, which solve other equations too. */
  public Optional<ButcherTableau> tableau() {
    return recipe.tableau();
  }

  /** What can be set, and what it is where nothing is. */
  public Map<SamplerOption, Double> options() {
    return recipe.defaults();
  }

  /** Where it comes from. */
  public String citation() {
    return recipe.citation();
  }

  Recipe recipe() {
    return recipe;
  }
}
