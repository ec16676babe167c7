package dev.driftwood.runtime.sde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdeTest {
  private static final double[] TIMES = {1e-5, 1e-3, 0.01, 0.1, 0.25, 0.5, 0.75, 0.999};

  /** Values recomputed at high precision from the defining formulas, nine digits. */
  @ParameterizedTest
  @CsvSource({
    "1e-5, 0.9999995, 0.00100049713, 0.316542256, 100099.451, 1.0009945e-06",
    "1e-3, 0.999945027, 0.0104854163, 0.346265794, 1090.55563, 0.000109943956",
    "0.01, 0.999002997, 0.0446431552, 0.546808925, 150.024236, 0.00199301131",
    "0.1, 0.946721799, 0.322052536, 1.44568323, 20.1508254, 0.103717836",
    "0.25, 0.723657185, 0.690159604, 2.25277607, 10.6545957, 0.476320278",
    "0.5, 0.281182881, 0.959654202, 3.1701735, 10.9128082, 0.920936188",
    "0.75, 0.058663503, 0.998277814, 3.87620949, 15.0768857, 0.996558593",
    "1, 0.00657158649, 0.999978407, 4.47213595, 20.0008638, 0.999956814"
  })
  void matchesTheTableOfMarginals(
      double t, double alpha, double sigma, double g, double rate, double subSigma) {
    Sde vp = VariancePreserving.standard();
    Sde subVp = SubVariancePreserving.standard();
    assertThat(vp.alpha(t)).isCloseTo(alpha, printed(alpha));
    assertThat(vp.sigma(t)).isCloseTo(sigma, printed(sigma));
    assertThat(vp.g(t)).isCloseTo(g, printed(g));
    assertThat(vp.rate(t)).isCloseTo(rate, printed(rate));
    assertThat(subVp.sigma(t)).isCloseTo(subSigma, printed(subSigma));
    assertThat(subVp.alpha(t)).isCloseTo(alpha, printed(alpha));
  }

  /**
   * The cosine recomputed at high precision, and beyond 0.998000006476 the exponential that goes on
   * from its 0.00311688645; nine digits.
   */
  @ParameterizedTest
  @CsvSource({
    "1e-5, 0.999999806, 0.000623542748, 0.197243127, 100062.487",
    "1e-3, 0.999979358, 0.00642528014, 0.209078721, 1058.85267",
    "0.01, 0.999684309, 0.0251253179, 0.295711052, 138.51984",
    "0.1, 0.985947634, 0.16705467, 0.727696178, 18.9750507",
    "0.25, 0.920332636, 0.391136598, 1.15118929, 8.66236679",
    "0.5, 0.702740059, 0.711446702, 1.77644529, 6.23474839",
    "0.75, 0.379831676, 0.925055619, 2.75519741, 8.87094229",
    "0.99, 0.0155838772, 0.999878564, 14.1415632, 200.03239",
    "0.999, 0.00189049331, 0.999998213, 31.6227766, 1000.00357",
    "1, 0.00114664216, 0.999999343, 31.6227766, 1000.00131"
  })
  void matchesTheTableOfTheCosine(double t, double alpha, double sigma, double g, double rate) {
    Sde sde = CosineVariancePreserving.standard();
    assertThat(sde.alpha(t)).isCloseTo(alpha, printed(alpha));
    assertThat(sde.sigma(t)).isCloseTo(sigma, printed(sigma));
    assertThat(sde.g(t)).isCloseTo(g, printed(g));
    assertThat(sde.rate(t)).isCloseTo(rate, printed(rate));
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void marginalsSolveTheirDifferentialEquations(Sde sde) {
    for (double t : TIMES) {
      double h = 1e-4 / Math.max(1.0 / t, Math.abs(sde.mu(t)));
      double variance = sde.sigma(t) * sde.sigma(t);
      // Central difference, worst for VE: (2 ln 5000 · 1e-4 t)²/6 = 5e-7 relative at t = 1.
      double slope = derivative(sde::alpha, t, h);
      assertThat(slope).isCloseTo(sde.mu(t) * sde.alpha(t), within(1e-6 * scale(slope)));
      double growth = derivative(u -> sde.sigma(u) * sde.sigma(u), t, h);
      double expected = 2.0 * sde.mu(t) * variance + sde.gSquared(t);
      assertThat(growth).isCloseTo(expected, within(1e-6 * sde.gSquared(t)));
    }
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void ratiosAgreeWithTheirParts(Sde sde) {
    for (double t : TIMES) {
      double ratio = sde.sigma(t) / sde.g(t);
      // Each side is a handful of correctly rounded operations.
      assertThat(sde.sigmaOverG(t)).isCloseTo(ratio, within(1e-14 * ratio));
      assertThat(sde.rate(t) * ratio * ratio).isCloseTo(1.0, within(1e-13));
      assertThat(sde.g(t) * sde.g(t)).isCloseTo(sde.gSquared(t), within(1e-15 * sde.gSquared(t)));
      double snr = sde.alpha(t) / sde.sigma(t);
      assertThat(Math.exp(0.5 * sde.logSnr(t))).isCloseTo(snr, within(1e-13 * snr));
    }
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void ratioOfNoiseToDiffusionIsFiniteAtZero(Sde sde) {
    assertThat(sde.sigmaOverG(0.0)).isFinite().isGreaterThanOrEqualTo(0.0);
    assertThat(sde.sigmaOverG(0.0)).isCloseTo(sde.sigmaOverG(1e-14), within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void priorDensityIsThatOfItsNormalLaw(Sde sde) {
    double s = sde.priorDeviation();
    double expected = -0.5 * (0.25 + 4.0) - 2.0 * Math.log(s * Math.sqrt(2.0 * Math.PI));
    assertThat(sde.priorLogDensity(new double[] {0.5 * s, -2.0 * s}))
        .isCloseTo(expected, within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void expectedPriorDensityIsTheMeanOverTheKernel(Sde sde) {
    double[] x = {0.7, -1.2};
    double alpha = sde.alpha(1.0);
    double sigma = sde.sigma(1.0);
    // Two points a side (±σ per dimension) integrate a quadratic exactly against a normal law.
    double sum = 0.0;
    for (int corner = 0; corner < 4; corner++) {
      double first = alpha * x[0] + ((corner & 1) == 0 ? sigma : -sigma);
      double second = alpha * x[1] + ((corner & 2) == 0 ? sigma : -sigma);
      sum += sde.priorLogDensity(new double[] {first, second});
    }
    assertThat(sde.expectedPriorLogDensity(x)).isCloseTo(sum / 4.0, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.008, 1.0, 1e9})
  void cosineIsBoundedWithoutAJump(double s) {
    CosineVariancePreserving sde = new CosineVariancePreserving(s);
    double from = sde.boundedFrom();
    // (1 − t*) = atan(a/500)/a, short of 1/500 by (a/500)²/3 of it, a at most ½π.
    assertThat(from).isCloseTo(0.998, within(1e-8));
    double before = from - 1e-12;
    // One part in 0.002/1e-12, and the rounding of 1 − t.
    assertThat(sde.gSquared(before)).isCloseTo(1000.0, within(1e-6));
    assertThat(sde.gSquared(from)).isEqualTo(1000.0);
    assertThat(sde.gSquared(1.0)).isEqualTo(1000.0);
    assertThat(sde.logAlpha(before)).isCloseTo(sde.logAlpha(from), within(1e-8));
    assertThat(sde.logAlpha(from) - sde.logAlpha(1.0))
        .isCloseTo(500.0 * (1.0 - from), within(1e-12));
  }

  /** For t far below s, g² = 2a tan(a s) is constant and σ² = g² t. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.008, 1.0})
  void cosineStartsAtARootOfTime(double s) {
    Sde sde = new CosineVariancePreserving(s);
    double angle = 0.5 * Math.PI / (1.0 + s);
    double start = 2.0 * angle * Math.tan(angle * s);
    assertThat(sde.gSquared(0.0)).isCloseTo(start, within(1e-14 * start));
    assertThat(sde.sigma(0.0)).isZero();
    assertThat(sde.sigmaOverG(0.0)).isZero();
    for (double t : new double[] {1e-300, 1e-30, 1e-12}) {
      // Next order: t/(2s) of it, at most 5e-10.
      assertThat(sde.sigmaOverG(t) / Math.sqrt(t)).isCloseTo(1.0, within(1e-9));
    }
  }

  /** As s grows the cosine's last bit of arc becomes the line 1 − t. */
  @Test
  void cosineOfALargeOffsetIsALine() {
    Sde sde = new CosineVariancePreserving(1e9);
    for (double t : new double[] {1e-9, 1e-3, 0.3, 0.9}) {
      assertThat(sde.alpha(t)).isCloseTo(1.0 - t, within(1e-15));
      assertThat(sde.sigma(t)).isCloseTo(Math.sqrt(t * (2.0 - t)), within(1e-15));
      assertThat(sde.gSquared(t)).isCloseTo(2.0 / (1.0 - t), within(1e-13));
    }
  }

  @Test
  void explodingVarianceStartsAtItsSmallestNoise() {
    Sde sde = VarianceExploding.standard();
    assertThat(sde.sigma(0.0)).isEqualTo(0.01);
    assertThat(sde.sigma(1.0)).isCloseTo(50.0, within(1e-12));
    assertThat(sde.sigmaOverG(0.3))
        .isCloseTo(1.0 / Math.sqrt(2.0 * Math.log(5000.0)), within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY})
  void rejectsParametersOutOfRange(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VariancePreserving(bad, 20.0))
        .withMessage("betaMin: " + bad + " (expected: > 0 and finite)");
    assertThatIllegalArgumentException().isThrownBy(() -> new SubVariancePreserving(bad, 20.0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VarianceExploding(bad, 50.0))
        .withMessage("sigmaMin: " + bad + " (expected: > 0 and finite)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineVariancePreserving(bad))
        .withMessage("s: " + bad + " (expected: > 0 and finite)");
    assertThatIllegalArgumentException().isThrownBy(() -> new VarianceExploding(50.0, bad));
    assertThatIllegalArgumentException().isThrownBy(() -> new VariancePreserving(0.1, bad));
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void timeOfTheSignalToNoiseRatioIsItsInverse(Sde sde) {
    for (double t : new double[] {1e-5, 1e-3, 0.02, 0.3, 0.7, 0.9, 0.999, 1.0}) {
      // The ratio's logarithm, some 20, rounds to 4e-15; its slope is at least 4 a unit of time
      // but at VE's and the constant schedule's, where it is no less than 2.
      assertThat(sde.timeOfLogSnr(sde.logSnr(t))).isCloseTo(t, within(1e-13));
    }
  }

  static Stream<Arguments> sdes() {
    return Stream.of(
            VariancePreserving.standard(),
            SubVariancePreserving.standard(),
            VarianceExploding.standard(),
            CosineVariancePreserving.standard(),
            new CosineVariancePreserving(0.5),
            new VariancePreserving(2.0, 2.0))
        .map(Arguments::of);
  }

  private static double derivative(DoubleUnaryOperator f, double t, double h) {
    return (f.applyAsDouble(t + h) - f.applyAsDouble(t - h)) / (2.0 * h);
  }

  private static double scale(double slope) {
    return Math.max(1.0, Math.abs(slope));
  }

  /** One unit in the last of nine printed digits. */
  private static Offset<Double> printed(double value) {
    return within(1e-8 * value);
  }
}
