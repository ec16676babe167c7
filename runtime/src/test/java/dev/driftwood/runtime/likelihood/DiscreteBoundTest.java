package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.TurnedDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiscreteBoundTest {
  private static final NoiseStream NOISE = new NoiseStream(31);
  private static final Sde VP = VariancePreserving.standard();
  private static final int D = 6;

  static Stream<Sde> sdes() {
    return Stream.of(
        VP,
        SubVariancePreserving.standard(),
        VarianceExploding.standard(),
        CosineVariancePreserving.standard());
  }

  /** Correlated normal data and their exact \u03b5-network. */
  @ParameterizedTest
  @MethodSource("sdes")
  void matchesTheSumOfDivergencesInClosedForm(Sde sde) {
    TurnedDrift drift = TurnedDrift.normal(sde, D);
    double[] x = drift.draw(3);
    List<Double> times = uniform(20);
    List<LikelihoodTerms> terms =
        Scored.many(new DiscreteBound(sde, times, Decoder.normal(), NOISE), drift, 2000, x);
    double[] nats = terms.stream().mapToDouble(LikelihoodTerms::nats).toArray();
    Estimate mean = Estimate.ofIndependent(nats);
    // Four standard errors: a false alarm once in 4,000 fresh seeds.
    assertThat(mean.mean())
        .isCloseTo(closedForm(drift, x, times), within(4.0 * mean.standardError()));
    double deviation = mean.standardError() * Math.sqrt(nats.length);
    double reported =
        terms.stream().mapToDouble(LikelihoodTerms::standardError).average().orElseThrow();
    // Over twenty steps what bends in their terms counts as noise, never the other way round.
    assertThat(reported / deviation).isBetween(0.85, 3.0);
    LikelihoodTerms one = terms.get(0);
    assertThat(one.prior()).isCloseTo(-priorDivergence(drift, x, 1.0), within(1e-9));
    assertThat(one.evaluations()).isEqualTo(23);
    assertThat(one.gapTerms().reconstruction()).isFinite();
    assertThat(one.gap()).isNaN();
  }

  /** The continuous bound from t = 0, in closed form; what is left halves as steps double. */
  @Test
  void tendsToTheContinuousBound() {
    TurnedDrift drift = TurnedDrift.normal(VP, D);
    double[] x = drift.draw(3);
    double[] point = drift.turned(x);
    double continuous = drift.logDensity(x, 0.0);
    for (int d = 0; d < D; d++) {
      continuous += expected(1.0, point[d], 1.0) - expected(drift.variances()[d], point[d], 1.0);
    }
    double last = Double.NaN;
    for (int steps : new int[] {1000, 2000, 4000}) {
      double missing = continuous - closedForm(drift, x, uniform(steps));
      assertThat(missing).isPositive();
      if (!Double.isNaN(last)) {
        assertThat(last / missing).isCloseTo(2.0, within(0.2));
      }
      last = missing;
    }
    assertThat(last).isLessThan(0.1);
  }

  @Test
  void refusesTimesThatAreNoChain() {
    for (List<Double> times :
        List.of(List.of(0.5), List.of(0.0, 1.0), List.of(0.5, 0.5), List.of(0.5, 1.5))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DiscreteBound(VP, times, Decoder.normal(), NOISE));
    }
  }

  private static List<Double> uniform(int steps) {
    return IntStream.rangeClosed(1, steps).mapToObj(i -> (double) i / steps).toList();
  }

  /** Every divergence by the formula for two normal laws, dimension by dimension of the axes. */
  private static double closedForm(TurnedDrift drift, double[] x, List<Double> times) {
    Sde sde = drift.sde();
    double[] z = drift.turned(x);
    double sum = -priorDivergence(drift, x, times.get(times.size() - 1));
    double t1 = times.get(0);
    for (int d = 0; d < D; d++) {
      double variance = Math.pow(sde.sigma(t1) / sde.alpha(t1), 2);
      double square = squareOfError(drift, d, z[d], t1);
      sum -= 0.5 * Math.log(2.0 * Math.PI * variance) + 0.5 * square / variance;
      for (int i = 1; i < times.size(); i++) {
        double s = times.get(i - 1);
        double t = times.get(i);
        double step = sde.alpha(t) / sde.alpha(s);
        double forward = Math.pow(sde.sigma(t), 2) - Math.pow(step * sde.sigma(s), 2);
        double posterior = forward * Math.pow(sde.sigma(s) / sde.sigma(t), 2);
        double ofData = sde.alpha(s) * forward / Math.pow(sde.sigma(t), 2);
        double means = ofData * ofData * squareOfError(drift, d, z[d], t);
        sum -= normalDivergence(posterior, forward, means);
      }
    }
    return sum;
  }

  private static double priorDivergence(TurnedDrift drift, double[] x, double t) {
    Sde sde = drift.sde();
    double prior = Math.pow(sde.priorDeviation(), 2);
    double sum = 0.0;
    for (double value : x) {
      sum += normalDivergence(Math.pow(sde.sigma(t), 2), prior, Math.pow(sde.alpha(t) * value, 2));
    }
    return sum;
  }

  /** KL of N(m, q) from N(n, p), given (m − n)². */
  private static double normalDivergence(double q, double p, double square) {
    return 0.5 * (Math.log(p / q) + (q + square) / p - 1.0);
  }

  /**
   * E[(x − E[x | y_t])² | x] along an axis: E[x | y] = \u03ba y, \u03ba = \u03b1 c/(\u03b1\u00b2 c
   * + \u03c3\u00b2).
   */
  private static double squareOfError(TurnedDrift drift, int d, double z, double t) {
    double alpha = drift.sde().alpha(t);
    double sigma = drift.sde().sigma(t);
    double c = drift.variances()[d];
    double kappa = alpha * c / (alpha * alpha * c + sigma * sigma);
    return Math.pow((1.0 - kappa * alpha) * z, 2) + Math.pow(kappa * sigma, 2);
  }

  /** E[ln p_t(Y_t) | x] in one dimension under VP, for data of a variance. */
  private static double expected(double dataVariance, double z, double t) {
    double alpha = VP.alpha(t);
    double sigma = VP.sigma(t);
    double v = alpha * alpha * dataVariance + sigma * sigma;
    double square = alpha * alpha * z * z + sigma * sigma;
    return -0.5 * Math.log(2.0 * Math.PI * v) - 0.5 * square / v;
  }
}
