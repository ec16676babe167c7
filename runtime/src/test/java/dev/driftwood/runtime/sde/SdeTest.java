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

  @ParameterizedTest
  @MethodSource("sdes")
  void marginalsSolveTheirDifferentialEquations(Sde sde) {
    for (double t : TIMES) {
      double h = 1e-4 * t;
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
    assertThatIllegalArgumentException().isThrownBy(() -> new VarianceExploding(50.0, bad));
    assertThatIllegalArgumentException().isThrownBy(() -> new VariancePreserving(0.1, bad));
  }

  static Stream<Arguments> sdes() {
    return Stream.of(
            VariancePreserving.standard(),
            SubVariancePreserving.standard(),
            VarianceExploding.standard(),
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
