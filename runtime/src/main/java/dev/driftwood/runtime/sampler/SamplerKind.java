package dev.driftwood.runtime.sampler;

import static dev.driftwood.runtime.sampler.SamplerOption.LAMBDA;

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
  /** {@link ButcherTableau#tsitouras()}, adaptive or on a fixed grid. */
  TSITOURAS(
      "tsitouras",
      Recipe.pair(ButcherTableau.tsitouras())
          .from("Tsitouras 2011, doi:10.1016/j.camwa.2011.06.002")),
  /** {@link PredictorCorrector}. */
  PREDICTOR_CORRECTOR(
      "predictor-corrector",
      Recipe.noise(PredictorCorrector::of)
          .option(SamplerOption.PREDICTOR, "reverse-diffusion")
          .option(SamplerOption.CORRECTOR_STEPS, 1)
          .option(SamplerOption.SNR, 0.16)
          .from("arXiv:2011.13456, algorithms 1, 4 and 5")),
  /** {@link AnnealedLangevin}. */
  ANNEALED_LANGEVIN(
      "annealed-langevin",
      Recipe.noise(AnnealedLangevin::of)
          .option(SamplerOption.RULE, "ncsnv2")
          .option(SamplerOption.CORRECTOR_STEPS, 5)
          .option(SamplerOption.LANGEVIN_STEP, 0.2)
          .from("arXiv:1907.05600, algorithm 1; ncsnv2: arXiv:2006.09011, technique 4")),
  /** {@link AdaptiveSde}, adaptive only. */
  ADAPTIVE_SDE(
      "adaptive-sde", Recipe.adaptiveNoise(AdaptiveSde::new).from("arXiv:2105.14080, algorithm 1"));

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

  /** Whether noise enters on the way; the others follow the probability flow. */
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
