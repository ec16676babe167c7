package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.sampler.SamplerVariants.Variant;
import dev.driftwood.runtime.solve.GridMethod;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samples of every sampler have the law of the data: shares, means and covariances of eight modes.
 *
 * <p>Fresh seeds would alarm once in 1e6 runs of all: {@link #ALARM} is 1e-6 over three statistics
 * of at most 200 samplers. The steps in use leave a bias below a third of the standard errors.
 */
class SamplerDistributionTest {
  static final double ALARM = 1e-6 / (3 * 200);
  private static final Table STEPS = Table.read("steps.txt");
  private static final String ASYMPTOTIC = "asymptotic ";
  private static final int MANY = 20_000;
  private static final int FEW = 4_000;

  @ParameterizedTest
  @MethodSource("kinds")
  void drawsTheLawOfTheData(SamplerKind kind) {
    // The standard errors are √5 those of 20,000, so half the steps leave as little beside them.
    assertLaw(new Variant(Sampler.of(kind)), FEW, 2);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void everyVariantDrawsTheLawOfTheData(Variant variant) {
    assertLaw(variant, MANY, 1);
  }

  /** By as much as halving the steps changes: all that is left of the bias, or more. */
  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("onGrids")
  void biasIsBelowAThirdOfTheStandardErrors(Variant variant) {
    GridMethod method = variant.sampler().method(Ring.SDE);
    int steps = steps(variant);
    double[] bias =
        method.order().deterministic().isPresent()
            ? change(method, steps) // the same prior draws, so that nothing but bias differs
            : extrapolated(method, steps);
    assertThat(Arrays.stream(bias).max().orElseThrow()).isLessThan(1.0 / 3.0);
  }

  /** All but what only a model that it is fitted to can tell. */
  static Stream<SamplerKind> kinds() {
    return Arrays.stream(SamplerKind.values()).filter(kind -> !kind.fitted());
  }

  static Stream<Variant> variants() {
    return SamplerVariants.all();
  }

  static Stream<Variant> onGrids() {
    return variants()
        .filter(variant -> variant.kind().fixed())
        .filter(variant -> !STEPS.of(variant).startsWith(ASYMPTOTIC));
  }

  private static int steps(Variant variant) {
    return Integer.parseInt(STEPS.of(variant));
  }

  private static void assertLaw(Variant variant, int rows, int coarser) {
    if (variant.kind().fixed() && STEPS.of(variant).startsWith(ASYMPTOTIC)) {
      assertBiasFalls(variant, rows);
    } else if (variant.kind().fixed()) {
      GridMethod method = variant.sampler().method(Ring.SDE);
      int steps = steps(variant) / coarser;
      assertThat(Ring.of(method, Ring.DRIFT, steps, rows).chance()).isGreaterThan(ALARM);
    }
    if (variant.kind().adaptive()) {
      assertAdaptiveLaw(variant, rows);
    }
  }

  private static void assertAdaptiveLaw(Variant variant, int rows) {
    double tolerance = Double.parseDouble(STEPS.of(variant.kind().label() + " adaptive"));
    double[][] samples =
        Ring.DRAWS.rows(Ring.DRIFT, Ring.adaptive(variant.sampler(), tolerance), rows);
    assertThat(Ring.statistics(samples).chance()).isGreaterThan(ALARM);
  }

  private static void assertBiasFalls(Variant variant, int rows) {
    GridMethod method = variant.sampler().method(Ring.SDE);
    int steps = Integer.parseInt(STEPS.of(variant).substring(ASYMPTOTIC.length()));
    double coarse = Ring.of(method, Ring.DRIFT, steps, rows).size();
    double finer = Ring.of(method, Ring.DRIFT, 2 * steps, rows).size();
    double finest = Ring.of(method, Ring.DRIFT, 4 * steps, rows).size();
    assertThat(finer).isLessThan(coarse);
    assertThat(finest).isLessThan(finer);
  }

  private static double[] change(GridMethod method, int steps) {
    ModeStatistics whole = Ring.of(method, Ring.DRIFT, steps, MANY);
    return whole.distance(Ring.of(method, Ring.DRIFT, 2 * steps, MANY));
  }

  /**
   * From a sixteenth of the steps, by the weak order: nearer, two runs with noise of their own
   * would differ by that noise and by nothing else to be seen.
   */
  private static double[] extrapolated(GridMethod method, int steps) {
    double halving = Math.pow(2.0, method.order().weak().orElse(1.0));
    double factor = halving / (halving - 1.0) / Math.pow(halving, 4.0);
    return Arrays.stream(change(method, steps / 16)).map(each -> factor * each).toArray();
  }
}
