package dev.driftwood.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The law of what is drawn against the exact posterior of a normal law. Both are propagated and not
 * sampled, so the only tolerance is the method's own error.
 */
@Tag("one-jdk")
class PosteriorTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double[] PAIR = {1.0, 7.0};
  private static final ItemShape COLOURS = ItemShape.image(3, 1, 2);
  private static final ItemShape BLOCKS = ItemShape.image(1, 2, 4);

  /**
   * Two standard normal numbers of correlation rho, of which the first is observed as 1: mean rho
   * and variance 1 − rho² are exact. The ratios were computed by a model of the same chain in
   * another language; they agree to the three digits that are given.
   */
  @ParameterizedTest
  @CsvSource({
    "EULER_MARUYAMA, 0.5, 1, 0, 0.532, 1.132",
    "EULER_MARUYAMA, 0.9, 1, 0, 0.693, 1.727",
    "EULER_MARUYAMA, 0.99, 1, 0, 0.874, 2.934",
    "EULER_MARUYAMA, 0.9, 5, 0, 0.953, 1.090",
    "EULER_MARUYAMA, 0.9, 20, 0, 0.993, 1.008",
    "EULER_MARUYAMA, 0.5, 1, 20, 0.937, 1.014",
    "EULER_MARUYAMA, 0.9, 1, 5, 0.927, 1.152",
    "EULER_MARUYAMA, 0.9, 1, 20, 0.981, 1.043",
    "EULER_MARUYAMA, 0.99, 1, 20, 0.998, 1.064",
    "HEUN, 0.9, 1, 0, 0.488, 2.346",
    "HEUN, 0.9, 5, 0, 0.880, 1.226",
    "HEUN, 0.9, 1, 20, 0.980, 1.047"
  })
  void drawsTheLawThatWasMeasured(
      SamplerKind kind, double rho, int repeats, int moves, double mean, double variance) {
    Moments law = pair(kind, rho, new Corrections(repeats, moves, 0.1), 100);
    assertThat(law.mean()[1] / rho).isCloseTo(mean, within(1e-3));
    assertThat(law.covariance()[1][1] / (1.0 - rho * rho)).isCloseTo(variance, within(1e-3));
    assertThat(law.mean()[0]).isCloseTo(1.0, within(1e-12));
    assertThat(law.covariance()[0][0]).isCloseTo(0.0, within(1e-12));
  }

  @Test
  void replacementAloneIsBiased() {
    Moments law = pair(SamplerKind.EULER_MARUYAMA, 0.9, Corrections.NONE, 100);
    // Measured: the mean falls short by 31 %, the variance is too large by 73 %.
    assertThat(law.mean()[1]).isLessThan(0.9 * 0.75);
    assertThat(law.covariance()[1][1]).isGreaterThan(0.19 * 1.5);
    // More and smaller steps don't help: the unknown part never sees the clean observation.
    Moments finer = pair(SamplerKind.EULER_MARUYAMA, 0.9, Corrections.NONE, 400);
    assertThat(finer.mean()[1]).isLessThan(0.9 * 0.75);
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.9", "0.99"})
  void movesComeToThePosterior(double rho) {
    Moments law = pair(SamplerKind.EULER_MARUYAMA, rho, new Corrections(1, 100, 0.2), 50);
    // Measured within 1.4 % and, at 0.99, 2.3 %: the noise that is left at the last time but one.
    assertThat(law.mean()[1] / rho).isCloseTo(1.0, within(0.015));
    assertThat(law.covariance()[1][1] / (1.0 - rho * rho)).isCloseTo(1.0, within(0.025));
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.9", "0.99"})
  void moreWorkLeavesLessError(double rho) {
    double[] moves = errors(rho, new int[] {0, 10, 40}, n -> new Corrections(1, n, 0.1));
    double[] repeats = errors(rho, new int[] {1, 3, 9}, r -> new Corrections(r, 0, 0.1));
    for (double[] errors : List.of(moves, repeats)) {
      for (int i = 1; i < errors.length; i++) {
        assertThat(errors[i]).isLessThan(0.6 * errors[i - 1]);
      }
    }
  }

  @Test
  void holdsOtherSdesToo() {
    Sde ve = VarianceExploding.standard();
    Corrections corrections = new Corrections(1, 40, 0.2);
    Moments law = pair(ve, SamplerKind.EULER_MARUYAMA, 0.9, corrections, 100);
    // Measured 0.976 and 1.039: a step is a twelfth of the scale of the noise.
    assertThat(law.mean()[1] / 0.9).isCloseTo(1.0, within(0.04));
    assertThat(law.covariance()[1][1] / 0.19).isCloseTo(1.0, within(0.06));
  }

  @Test
  void coloursComeToThePosterior() {
    requireLaw(new Observed.ChannelMeans(), COLOURS, 0, 0.703, 1.190);
    requireLaw(new Observed.ChannelMeans(), COLOURS, 40, 0.070, 1.008);
  }

  @Test
  void blocksComeToThePosterior() {
    requireLaw(new Observed.Blocks(2), BLOCKS, 0, 0.403, 1.147);
    requireLaw(new Observed.Blocks(2), BLOCKS, 20, 0.060, 1.011);
  }

  /**
   * With data of correlation 0.7^|i − j| and unequal deviations: the error of the mean's unknown
   * part over that part, and the ratio of the traces of the covariances. The figures are those of a
   * model of the same chain in another language.
   */
  private static void requireLaw(
      Observed observed, ItemShape shape, int moves, double meanError, double trace) {
    int d = shape.size();
    double[][] covariance = new double[d][d];
    double[] y = new double[d];
    for (int i = 0; i < d; i++) {
      y[i] = Math.sin(1.0 + i);
      for (int j = 0; j < d; j++) {
        covariance[i][j] = deviation(i) * deviation(j) * Math.pow(0.7, Math.abs(i - j));
      }
    }
    GaussianDrift drift = new GaussianDrift(VP, new double[d], covariance);
    Projection projection = observed.projection(shape, new DataTransform.Unit());
    Moments exact = new Moments(new double[d], covariance).given(matrix(projection, d), y);
    Observation observation = new Observation(projection, List.of(y));
    Corrections corrections = new Corrections(1, moves, 0.5);
    Moments law = law(SamplerKind.EULER_MARUYAMA, drift, observation, corrections, 40);
    assertThat(meanError(law, exact, projection)).isCloseTo(meanError, within(1e-3));
    assertThat(law.trace() / exact.trace()).isCloseTo(trace, within(1e-3));
  }

  private static double deviation(int i) {
    return 0.5 + 0.1 * (i % 4);
  }

  /** The distance of the unknown parts of the means over what the observation shifts it by. */
  private static double meanError(Moments law, Moments exact, Projection projection) {
    double[] difference = Matrix.sum(law.mean(), Matrix.scaled(exact.mean(), -1.0));
    return Matrix.norm(projection.unknown(difference))
        / Matrix.norm(projection.unknown(exact.mean()));
  }

  private static double[][] matrix(Projection projection, int d) {
    double[][] rows = Matrix.identity(d);
    for (int i = 0; i < d; i++) {
      rows[i] = projection.known(rows[i]);
    }
    return rows; // P = Pᵀ
  }

  private interface ByWork {
    Corrections of(int amount);
  }

  /** The error of the mean and of the variance, relative and added up. */
  private static double[] errors(double rho, int[] amounts, ByWork work) {
    double[] errors = new double[amounts.length];
    for (int i = 0; i < errors.length; i++) {
      Moments law = pair(SamplerKind.EULER_MARUYAMA, rho, work.of(amounts[i]), 30);
      errors[i] =
          Math.abs(law.mean()[1] / rho - 1.0)
              + Math.abs(law.covariance()[1][1] / (1.0 - rho * rho) - 1.0);
    }
    return errors;
  }

  private static Moments pair(SamplerKind kind, double rho, Corrections corrections, int steps) {
    return pair(VP, kind, rho, corrections, steps);
  }

  private static Moments pair(
      Sde sde, SamplerKind kind, double rho, Corrections corrections, int steps) {
    double[][] covariance = {{1.0, rho}, {rho, 1.0}};
    GaussianDrift drift = new GaussianDrift(sde, new double[2], covariance);
    Mask first = new Mask(new boolean[] {true, false});
    return law(kind, drift, new Observation(first, List.of(PAIR)), corrections, steps);
  }

  private static Moments law(
      SamplerKind kind,
      GaussianDrift drift,
      Observation observation,
      Corrections corrections,
      int steps) {
    Sde sde = drift.sde();
    TimeGrid grid = new GridSpec.LogSnr().grid(sde, 1e-3, steps);
    ObservedMethod method =
        new ObservedMethod(Sampler.of(kind).method(sde), sde, observation, corrections);
    return new ObservedChain(method, drift, grid).law();
  }
}
