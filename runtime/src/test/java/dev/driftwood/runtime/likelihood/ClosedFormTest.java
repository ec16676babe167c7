package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.TurnedDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Correlated data in many dimensions, whose log-density is known at every time. */
class ClosedFormTest {
  private static final Probes EXACT = Probes.exact(new NoiseStream(3));
  private static final double T_MIN = 1e-3;

  @ParameterizedTest
  @MethodSource("laws")
  void adaptiveSolverMatchesTheChangeOfVariables(TurnedDrift drift) {
    FlowLikelihood<?> likelihood =
        FlowLikelihood.adaptive(
            drift.sde(), EXACT, ButcherTableau.dormandPrince(), T_MIN, new Tolerance(1e-6, 1e-6));
    // A tolerance of 1e-6 over some hundred steps, of values of some hundred nats.
    assertThat(error(likelihood, drift)).isCloseTo(0.0, within(2e-3));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void fortyEvaluationsInLogSnrAreWithinTwoThousandthsOfABitPerDimension(TurnedDrift drift) {
    Sde sde = drift.sde();
    TimeGrid grid = GridSpec.parse("log-snr").grid(sde, T_MIN, 39).reversed();
    FlowLikelihood<?> likelihood =
        FlowLikelihood.semiLinear(sde, EXACT, Sampler.of(SamplerKind.UNIPC).method(sde), grid);
    int dimension = drift.mean().length;
    assertThat(error(likelihood, drift) / (dimension * Math.log(2.0))).isCloseTo(0.0, within(2e-3));
  }

  @Test
  void fixtureHasTheGradientOfItsLogDensityAndItsJacobian() {
    TurnedDrift drift = TurnedDrift.mixture(VariancePreserving.standard(), 64);
    double[] y = drift.draw(4);
    double[] v = drift.draw(5);
    double h = 1e-5;
    double[] ahead = y.clone();
    double[] behind = y.clone();
    Vectors.add(ahead, h, v);
    Vectors.add(behind, -h, v);
    double t = 0.2;
    double slope = (drift.logDensity(ahead, t) - drift.logDensity(behind, t)) / (2.0 * h);
    // Central differences: rounding 1e-13 over 1e-5, and third derivatives below 10.
    assertThat(drift.sde().g(t) * slope).isCloseTo(Vectors.dot(drift.drift(y, t), v), within(1e-6));
    double[] change = Vectors.scaled(0.5 / h, drift.drift(ahead, t));
    Vectors.add(change, -0.5 / h, drift.drift(behind, t));
    assertThat(drift.product(y, t, v)).containsExactly(change, within(1e-6));
  }

  static Stream<Arguments> laws() {
    return Stream.of(
            VariancePreserving.standard(),
            SubVariancePreserving.standard(),
            VarianceExploding.standard())
        .flatMap(
            sde ->
                Stream.of(64, 784)
                    .flatMap(
                        d -> Stream.of(TurnedDrift.normal(sde, d), TurnedDrift.mixture(sde, d))))
        .map(Arguments::of);
  }

  /** Along the exact flow the value is ln p(x) + ln π(y_T) − ln p_T(y_T), p being that of tMin. */
  private static <S extends RowState> double error(
      FlowLikelihood<S> likelihood, TurnedDrift drift) {
    double[] x = drift.draw(3);
    FlowLikelihoodState<S> state = Scored.state(likelihood, drift, x);
    double[] end = Arrays.copyOf(state.x(), x.length);
    double expected =
        drift.logDensity(x, T_MIN)
            + drift.sde().priorLogDensity(end)
            - drift.logDensity(end, Sde.HORIZON);
    return likelihood.terms(state).nats() - expected;
  }
}
