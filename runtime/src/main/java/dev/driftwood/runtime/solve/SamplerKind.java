package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.noise.NoiseStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The samplers by name, with what a user needs to know to choose one. */
public enum SamplerKind {
  /** {@link EulerMaruyama}, for any λ. */
  EULER_MARUYAMA(
      "euler-maruyama", null, false, "Kloeden and Platen 1992, section 10.2; λ: arXiv:2106.02808"),
  /** {@link ButcherTableau#euler()} on the probability flow. */
  EULER("euler", ButcherTableau.euler(), false, "Hairer, Nørsett, Wanner 1993, section I.7"),
  /** {@link ButcherTableau#heun()} on the probability flow. */
  HEUN("heun", ButcherTableau.heun(), false, "Hairer, Nørsett, Wanner 1993, section II.1"),
  /** {@link ButcherTableau#classical()} on the probability flow. */
  RK4("rk4", ButcherTableau.classical(), false, "Hairer, Nørsett, Wanner 1993, table II.1.2"),
  /** {@link DormandPrince}, or its tableau on a fixed grid. */
  DORMAND_PRINCE(
      "dormand-prince",
      ButcherTableau.dormandPrince(),
      true,
      "Dormand and Prince 1980, doi:10.1016/0771-050X(80)90013-3");

  private final String label;
  private final Optional<ButcherTableau> tableau;
  private final boolean adaptive;
  private final String citation;

  SamplerKind(String label, @Nullable ButcherTableau tableau, boolean adaptive, String citation) {
    this.label = label;
    this.tableau = Optional.ofNullable(tableau);
    this.adaptive = adaptive;
    this.citation = citation;
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

  /** The order of convergence; for additive noise strong and weak alike. */
  public int order() {
    return tableau.map(ButcherTableau::order).orElse(1);
  }

  /** Evaluations of the drift in a step on a fixed grid. */
  public int evaluationsPerStep() {
    return tableau.map(ButcherTableau::evaluationsPerStep).orElse(1);
  }

  /** Whether it can choose its steps by tolerances. */
  public boolean adaptive() {
    return adaptive;
  }

  /** Whether it follows an SDE and so takes a λ; the others follow the probability flow. */
  public boolean stochastic() {
    return tableau.isEmpty();
  }

  /** Where it comes from. */
  public String citation() {
    return citation;
  }

  /**
   * The steps on a fixed grid that use exactly so many evaluations.
   *
   * @throws IllegalArgumentException if no number of steps does; it names the nearest that can be
   *     met
   */
  public int stepsFor(int evaluations) {
    int each = evaluationsPerStep();
    if (evaluations >= 1 && evaluations % each == 0) {
      return evaluations / each;
    }
    int below = Math.max(1, evaluations / each) * each;
    int nearest = 2 * (evaluations - below) > each ? below + each : below;
    throw new IllegalArgumentException(
        String.format(
            "evaluations: %d (expected: a multiple of %d for %s; the nearest is %d)",
            evaluations, each, label, nearest));
  }

  /**
   * This sampler on a fixed grid from T down to tMin.
   *
   * @throws IllegalArgumentException if it follows the probability flow and λ is not 1
   */
  public Stepper<GridState> onGrid(GenerativeFamily family, TimeGrid grid, NoiseStream noise) {
    if (tableau.isEmpty()) {
      return new EulerMaruyama(family, grid, noise);
    }
    requireFlow(family);
    return new RungeKutta(new ProbabilityFlow(family.sde()), tableau.get(), grid);
  }

  /**
   * This solver for any equation on a fixed grid.
   *
   * @throws IllegalArgumentException if it is no solver for ordinary differential equations
   */
  public Stepper<GridState> onGrid(OdeSystem system, TimeGrid grid) {
    return new RungeKutta(
        system,
        tableau.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "solver: " + label + " (expected: one for ordinary differential equations)")),
        grid);
  }

  private void requireFlow(GenerativeFamily family) {
    if (!(family.lambda() == 1.0)) {
      throw new IllegalArgumentException(
          String.format(
              "lambda: %s (expected: 1, or none, with %s, which follows the probability flow)",
              family.lambda(), label));
    }
  }
}
