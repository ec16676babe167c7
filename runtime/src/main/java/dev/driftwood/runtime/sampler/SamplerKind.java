package dev.driftwood.runtime.sampler;

import static dev.driftwood.runtime.sampler.SamplerOption.BASIS;
import static dev.driftwood.runtime.sampler.SamplerOption.BH;
import static dev.driftwood.runtime.sampler.SamplerOption.CHURN;
import static dev.driftwood.runtime.sampler.SamplerOption.CHURN_FROM;
import static dev.driftwood.runtime.sampler.SamplerOption.CHURN_NOISE;
import static dev.driftwood.runtime.sampler.SamplerOption.CHURN_TO;
import static dev.driftwood.runtime.sampler.SamplerOption.ETA;
import static dev.driftwood.runtime.sampler.SamplerOption.LAMBDA;
import static dev.driftwood.runtime.sampler.SamplerOption.ORDER;
import static dev.driftwood.runtime.sampler.SamplerOption.VARIANT;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.sampler.flow.FlowMethods;
import dev.driftwood.runtime.sampler.flow.Prediction;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridMethod;
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
  /** DPM-Solver, of orders 1 to 3, singlestep or multistep. */
  DPM_SOLVER(
      "dpm-solver",
      Recipe.flow((sde, set) -> dpmSolver(sde, Prediction.NOISE, set))
          .option(ORDER, 2)
          .option(VARIANT, "singlestep")
          .from("Lu et al. 2022, arXiv:2206.00927")),
  /** DPM-Solver++, of orders 1 to 3, multistep or singlestep. */
  DPM_SOLVER_PLUS_PLUS(
      "dpm-solver++",
      Recipe.flow((sde, set) -> dpmSolver(sde, Prediction.DATA, set))
          .option(ORDER, 2)
          .option(VARIANT, "multistep")
          .from("Lu et al. 2022, arXiv:2211.01095")),
  /** UniPC, with predictors of orders 1 to 3. */
  UNIPC(
      "unipc",
      Recipe.flow(
              (sde, set) -> FlowMethods.uniPc(sde, set.whole(ORDER), set.choice(BH).equals("bh2")))
          .option(ORDER, 3)
          .option(BH, "bh2")
          .from("Zhao et al. 2023, arXiv:2302.04867")),
  /** DEIS with polynomials of the time or of σ/α, through 1 to 4 evaluations. */
  DEIS(
      "deis",
      Recipe.flow(
              (sde, set) ->
                  set.choice(BASIS).equals("time")
                      ? FlowMethods.deisInTime(sde, set.whole(ORDER))
                      : FlowMethods.deisInRho(sde, set.whole(ORDER)))
          .option(ORDER, 4)
          .option(BASIS, "time")
          .from("Zhang and Chen 2022, arXiv:2204.13902")),
  /** iPNDM, with 1 to 4 evaluations. */
  IPNDM(
      "ipndm",
      Recipe.flow((sde, set) -> FlowMethods.ipndm(sde, set.whole(ORDER)))
          .option(ORDER, 4)
          .from("Zhang and Chen 2022, arXiv:2204.13902, after arXiv:2202.09778")),
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
      "adaptive-sde", Recipe.adaptiveNoise(AdaptiveSde::new).from("arXiv:2105.14080, algorithm 1")),
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

  /**
   * Whether it integrates the probability flow towards noise too, exactly in its linear part. DDIM
   * is not among them, as its formula has the deviation of a step towards data in it; {@link
   * #DPM_SOLVER} of order 1 is the same.
   */
  public boolean semiLinear() {
    return fixed() && !stochastic() && tableau().isEmpty() && this != DDIM;
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

  private static GridMethod dpmSolver(Sde sde, Prediction prediction, SamplerSettings set) {
    return set.choice(VARIANT).equals("multistep")
        ? FlowMethods.multistep(sde, prediction, set.whole(ORDER))
        : FlowMethods.singlestep(sde, prediction, set.whole(ORDER));
  }

  Recipe recipe() {
    return recipe;
  }
}
