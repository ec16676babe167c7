package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.TurnedDrift;
import dev.driftwood.runtime.likelihood.Probes.Law;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.Query;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class ControlVariateTest {
  private static final NoiseStream NOISE = new NoiseStream(21);
  private static final Sde VP = VariancePreserving.standard();

  /**
   * The mean of tr A + vᵀ (J − A) v over all 2⁸ vectors of signs, which are equally probable, is tr
   * J: of a mixture's J, and of the A of a covariance that has nothing to do with it.
   */
  @Test
  void leavesTheMeanAloneWhateverTheCovariance() {
    TurnedDrift drift = TurnedDrift.mixture(VP, 8);
    double[] y = drift.draw(4);
    double t = 0.2;
    double trace = 0.0;
    for (int d = 0; d < 8; d++) {
      trace += form(drift, y, t, unit(8, d));
    }
    NormalJacobian wrong = unrelated().jacobian(VP, t);
    double sum = 0.0;
    for (int bits = 0; bits < 256; bits++) {
      double[] v = new double[8];
      for (int d = 0; d < 8; d++) {
        v[d] = (bits >> d & 1) == 0 ? -1.0 : 1.0;
      }
      sum += wrong.trace() + form(drift, y, t, v) - wrong.form(v);
    }
    assertThat(sum / 256).isCloseTo(trace, within(1e-11 * Math.abs(trace)));
    // So that the line above says something.
    assertThat(wrong.trace()).isNotCloseTo(trace, within(0.1 * Math.abs(trace)));
  }

  private static DataCovariance unrelated() {
    double[][] directions = {unit(8, 2), {0.5, 0.5, 0, 0, -0.5, 0, 0, 0.5}};
    double[] remainder = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    return new DataCovariance(8, directions, new double[] {3.0, 0.7}, remainder);
  }

  /** A (α² C + σ² I) = −g I, with the covariance multiplied out. */
  @Test
  void jacobianIsTheInverseOfTheNoisedCovariance() {
    DataCovariance covariance = unrelated();
    double t = 0.2;
    double alpha = VP.alpha(t);
    double sigma = VP.sigma(t);
    NormalJacobian jacobian = covariance.jacobian(VP, t);
    for (int d = 0; d < 8; d++) {
      double[] column = new double[8];
      column[d] = alpha * alpha * covariance.remainder()[d] + sigma * sigma;
      for (int j = 0; j < 2; j++) {
        double[] u = covariance.directions()[j];
        Vectors.add(column, alpha * alpha * covariance.variances()[j] * u[d], u);
      }
      double[] product = jacobian.product(column);
      for (int i = 0; i < 8; i++) {
        assertThat(product[i]).isCloseTo(i == d ? -VP.g(t) : 0.0, within(1e-12));
      }
      assertThat(jacobian.form(column)).isCloseTo(-VP.g(t) * column[d], within(1e-12));
    }
  }

  /**
   * The covariance of 1,000 draws, by 32 directions and a diagonal, saves variance where the law is
   * about normal.
   */
  @Test
  void savesVarianceOnCorrelatedNormalData(TestReporter reporter) {
    TurnedDrift normal = TurnedDrift.normal(VP, 64);
    TurnedDrift steep = steep();
    double usual = saved(normal, reporter, "64 variances from 1 to 0.01");
    double most = saved(steep, reporter, "16 variances of 1 above 0.01");
    // Measured 0.25 and 0.05.
    assertThat(usual).isLessThan(0.5);
    assertThat(most).isLessThan(0.15);
  }

  /** Sixteen directions above a floor. */
  private static TurnedDrift steep() {
    TurnedDrift normal = TurnedDrift.normal(VP, 64);
    double[] variances = new double[64];
    for (int d = 0; d < 64; d++) {
      variances[d] = d < 16 ? 1.0 : 0.01;
    }
    return new TurnedDrift(VP, normal.reflections(), normal.mean(), variances);
  }

  /** Variance with the control over that without, at equal probes. */
  private static double saved(TurnedDrift drift, TestReporter reporter, String name) {
    SampleCovariance sample = new SampleCovariance(64);
    for (int row = 0; row < 1000; row++) {
      sample.add(drift.draw(1000 + row));
    }
    Probes plain = new Probes(Law.RADEMACHER, 4, NOISE);
    double without = variance(plain, drift);
    double with = variance(plain.controlledBy(sample.leading(32)), drift);
    reporter.publishEntry(
        name, "variance %.4f nats\u00b2, with the control %.4f".formatted(without, with));
    return with / without;
  }

  private static double variance(Probes probes, TurnedDrift drift) {
    double[] nats =
        Scored.many(ErrorBarsTest.unipc(probes), drift, 300, ErrorBarsTest.point(drift)).stream()
            .mapToDouble(LikelihoodTerms::nats)
            .toArray();
    double error = Estimate.ofIndependent(nats).standardError();
    return error * error * nats.length;
  }

  private static double form(TurnedDrift drift, double[] y, double t, double[] v) {
    Query query = new Query(y, t, Query.UNLABELLED, List.of(v));
    return drift.evaluate(List.of(query)).get(0).traces()[0];
  }

  private static double[] unit(int dimension, int d) {
    double[] unit = new double[dimension];
    unit[d] = 1.0;
    return unit;
  }
}
