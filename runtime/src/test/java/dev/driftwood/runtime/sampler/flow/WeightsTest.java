package dev.driftwood.runtime.sampler.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double ROUNDING = 1e-13;

  @Test
  void inRhoAreThoseOfAdamsAndBashforth() {
    List<Marginal> equal = atRho(5.0, 6.0, 7.0, 8.0);
    Leg leg = leg(equal, 4.0);
    double step = leg.first();
    // Hairer, Nørsett, Wanner, table III.1.1.
    double[] published = {55.0 / 24.0, -59.0 / 24.0, 37.0 / 24.0, -9.0 / 24.0};
    assertThat(scaled(new RhoWeights().of(leg, equal), step))
        .containsExactly(published, within(1e-11));
    assertThat(scaled(new EqualWeights().of(leg, equal), step))
        .containsExactly(published, within(ROUNDING));
  }

  @Test
  void inRhoAreThoseOfUnequalSteps() {
    List<Marginal> known = atRho(5.0, 8.0);
    Leg leg = leg(known, 4.0);
    // A step a third of the last: 1 + r/2 and −r/2.
    assertThat(scaled(new RhoWeights().of(leg, known), leg.first()))
        .containsExactly(new double[] {7.0 / 6.0, -1.0 / 6.0}, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("dev.driftwood.runtime.sampler.flow.FlowSamplers#sdes")
  void inTimeAreTheIntegralsOfTheDefinition(Sde sde) {
    double[] times = {0.5, 0.6, 0.75, 0.8};
    List<Marginal> known = DoubleStream.of(times).mapToObj(sde::marginal).toList();
    Leg leg = new Leg(Prediction.NOISE, known.get(0), sde.marginal(0.35));
    double[] expected = new double[4];
    int parts = 20_000;
    for (int i = 0; i < parts; i++) {
      double t = 0.5 - 0.15 * (i + 0.5) / parts;
      double slope = sde.gSquared(t) / (2.0 * sde.sigma(t) * sde.alpha(t));
      double[] part = Lagrange.basis(times, t, leg.to().alpha() * slope * -0.15 / parts);
      for (int j = 0; j < 4; j++) {
        expected[j] += part[j];
      }
    }
    // The midpoint rule is off by the squared width of its parts.
    double tolerance = 1e-7 * Math.abs(leg.first());
    assertThat(new TimeWeights(sde).of(leg, known)).containsExactly(expected, within(tolerance));
  }

  @Test
  void ofAConstantAreTogetherTheExactStep() {
    List<Marginal> known = atRho(5.0, 6.5, 7.0);
    Leg leg = leg(known, 3.0);
    for (Weights weights :
        List.of(new DpmWeights(), new EqualWeights(), new RhoWeights(), new TimeWeights(VP))) {
      assertThat(DoubleStream.of(weights.of(leg, known)).sum())
          .isCloseTo(leg.first(), within(1e-12));
    }
  }

  @Test
  void quadratureHasThePublishedPoints() {
    // Abramowitz and Stegun, table 25.4, n = 16: the innermost point; moments up to degree 31 are
    // exact.
    double[] seen = new double[2];
    GaussLegendre.over(-1.0, 1.0)
        .sum(
            1,
            u -> {
              if (Math.abs(u - 0.095012509837637) < 1e-14) {
                seen[0] = u;
              }
              return new double[] {u};
            });
    assertThat(seen[0]).isPositive();
    double[] moments =
        GaussLegendre.over(0.0, 1.0).sum(2, u -> new double[] {Math.pow(u, 31), Math.pow(u, 30)});
    assertThat(moments).containsExactly(new double[] {1.0 / 32.0, 1.0 / 31.0}, within(1e-15));
  }

  @Test
  void phiIsSmoothWhereItChangesItsForm() {
    for (int k = 1; k <= 4; k++) {
      for (double z : new double[] {-1.0, 1.0}) {
        assertThat(Phi.of(k, z * 0.999999999999)).isCloseTo(Phi.of(k, z), within(1e-11));
      }
    }
    assertThat(Phi.of(2, 2.0)).isCloseTo((Math.exp(2.0) - 3.0) / 4.0, within(ROUNDING));
    assertThat(Phi.of(3, 0.0)).isCloseTo(1.0 / 6.0, within(ROUNDING));
  }

  @Test
  void vandermondeGivesTheMoments() {
    double[] nodes = {-1.5, -0.7, 1.0};
    double[] moments = {0.5, -0.2, 0.3};
    double[] w = Vandermonde.solve(nodes, moments);
    for (int i = 0; i < 3; i++) {
      double sum = 0.0;
      for (int j = 0; j < 3; j++) {
        sum += Math.pow(nodes[j], i) * w[j];
      }
      assertThat(sum).isCloseTo(moments[i], within(ROUNDING));
    }
  }

  private static List<Marginal> atRho(double... rho) {
    return DoubleStream.of(rho)
        .mapToObj(value -> VP.marginal(VP.timeOfLogSnr(-2.0 * Math.log(value))))
        .toList();
  }

  private static Leg leg(List<Marginal> known, double rho) {
    return new Leg(Prediction.NOISE, known.get(0), atRho(rho).get(0));
  }

  private static double[] scaled(double[] weights, double unit) {
    return DoubleStream.of(weights).map(weight -> weight / unit).toArray();
  }
}
