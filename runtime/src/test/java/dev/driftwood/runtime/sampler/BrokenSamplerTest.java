package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of the law refuses samplers that are wrong in ways that are easily written. */
@Tag("one-jdk")
class BrokenSamplerTest {
  private static final double LAMBDA = 0.5;
  private static final GridMethod RIGHT = new EulerMaruyama(new GenerativeFamily(Ring.SDE, LAMBDA));
  private static final int STEPS = 256;
  private static final int ROWS = 4_000;

  @Test
  void acceptsTheRightOne() {
    assertThat(chance(RIGHT, Ring.DRIFT)).isGreaterThan(SamplerDistributionTest.ALARM);
  }

  @Test
  void refusesADriftOfTheWrongSign() {
    assertThat(chance(RIGHT, scaled(-1.0))).isLessThan(SamplerDistributionTest.ALARM);
  }

  @Test
  void refusesTheWrongShareOfTheScore() {
    // (1 − λ) g a in place of (1 − λ/2) g a
    DriftFunction wrong = scaled((1.0 - LAMBDA) / (1.0 - 0.5 * LAMBDA));
    assertThat(chance(RIGHT, wrong)).isLessThan(SamplerDistributionTest.ALARM);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.1})
  void refusesAScoreThatIsTenPercentOff(double factor) {
    assertThat(chance(RIGHT, scaled(factor))).isLessThan(SamplerDistributionTest.ALARM);
  }

  @Test
  void refusesANoisyLastStep() {
    assertThat(chance(new NoisyEnd(RIGHT), Ring.DRIFT)).isLessThan(SamplerDistributionTest.ALARM);
  }

  private static double chance(GridMethod method, DriftFunction drift) {
    return Ring.of(method, drift, STEPS, ROWS).chance();
  }

  private static DriftFunction scaled(double factor) {
    return queries ->
        Ring.DRIFT.evaluate(queries).stream().map(answer -> scaled(answer, factor)).toList();
  }

  private static Evaluation scaled(Evaluation answer, double factor) {
    double[] drift = answer.drift().clone();
    for (int d = 0; d < drift.length; d++) {
      drift[d] *= factor;
    }
    return new Evaluation(drift);
  }

  /** The last step adds the noise of p_t, which is in the state already. */
  private record NoisyEnd(GridMethod method) implements GridMethod {
    @Override
    public Move<GridState> advance(Step step, List<Evaluation> soFar) {
      Move<GridState> move = method.advance(step, soFar);
      if (step.isLast() && move instanceof Move.Moved<GridState> moved) {
        double[] x = moved.state().x().clone();
        double[] xi = step.correction(step.index(), x.length);
        for (int d = 0; d < x.length; d++) {
          x[d] += Ring.SDE.sigma(step.to()) * xi[d];
        }
        return step.arrive(x);
      }
      return move;
    }

    @Override
    public Order order() {
      return Order.none();
    }

    @Override
    public int evaluationsPerStep() {
      return method.evaluationsPerStep();
    }
  }
}
