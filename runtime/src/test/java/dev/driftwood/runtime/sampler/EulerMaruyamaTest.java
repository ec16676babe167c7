package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.AffineChain;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.Matrix;
import dev.driftwood.runtime.fixture.Moments;
import dev.driftwood.runtime.fixture.OrderOfConvergence;
import dev.driftwood.runtime.fixture.ReverseProcess;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the exact drift of a normal law every step is x ← A x + B + C ξ, so the laws of the chain
 * and of the SDE, and their distance under a common Brownian path, are known without sampling.
 */
class EulerMaruyamaTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final NoiseStream NOISE = new NoiseStream(9);
  // Nearer to 0 the noise left out of the last step cancels the leading error of the variance.
  private static final double T_MIN = 0.2;
  private static final double DEVIATION = 0.3;
  private static final GaussianDrift DRIFT = GaussianDrift.isotropic(VP, 1, 0.5, DEVIATION);

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0.0, 0.5, 1.0})
  void convergesWeaklyWithOrderOne(double lambda) {
    ReverseProcess process = new ReverseProcess(DRIFT, lambda, T_MIN);
    Moments start = new Moments(Matrix.unit(1, 1), Matrix.unit(1, 1));
    double sensitivity = process.sensitivity(1.0);
    double excess = 1.0 - process.variance(1.0);
    double exact = process.variance(T_MIN) + sensitivity * excess * sensitivity;
    double order =
        OrderOfConvergence.measure(
            n -> chain(lambda, n, EndPolicy.MEAN).end(start).covariance().at(0, 0) - exact,
            256,
            512,
            1024);
    // Three grids in the asymptotic range, measured 0.999 to 1.012.
    assertThat(order).isCloseTo(1.0, within(0.05));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0.0, 0.5})
  void convergesStronglyWithOrderOne(double lambda) {
    ReverseProcess process = new ReverseProcess(DRIFT, lambda, T_MIN);
    double order =
        OrderOfConvergence.measure(
            n -> process.strongError(chain(lambda, n, EndPolicy.STOP), grid(n)), 256, 512, 1024);
    // Additive noise: order 1.
    assertThat(order).isCloseTo(1.0, within(0.05));
  }

  @Test
  void lastStepAddsNoNoise() {
    GridStepper one = stepper(0.0, TimeGrid.of(0.5, T_MIN), 1);
    GridStepper other = stepper(0.0, TimeGrid.of(0.5, T_MIN), 2);
    assertThat(step(one, 0.7)).isEqualTo(step(other, 0.7));
  }

  @Test
  void refusesWhatItCannotIntegrate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GenerativeFamily(VP, 1.5))
        .withMessage("lambda: 1.5 (expected: <= 1 and finite)");
    assertThatIllegalArgumentException().isThrownBy(() -> new GenerativeFamily(VP, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper(0.0, TimeGrid.of(T_MIN, 1.0), 0))
        .withMessageContaining("expected: decreasing times");
  }

  private static TimeGrid grid(int steps) {
    return TimeGrid.uniform(1.0, T_MIN, steps);
  }

  private static AffineChain chain(double lambda, int steps, EndPolicy end) {
    return AffineChain.read(stepper(lambda, grid(steps), end, NOISE), DRIFT, NOISE, 1);
  }

  private static GridStepper stepper(double lambda, TimeGrid grid, long seed) {
    return stepper(lambda, grid, EndPolicy.MEAN, new NoiseStream(seed));
  }

  private static GridStepper stepper(
      double lambda, TimeGrid grid, EndPolicy end, NoiseStream noise) {
    EulerMaruyama method = new EulerMaruyama(new GenerativeFamily(VP, lambda));
    return GridStepper.sampling(method, grid, VP, end, noise);
  }

  private static double step(GridStepper stepper, double x) {
    GridState state = stepper.start(new RowId(0), new double[] {x});
    Query query = ((Move.Ask<GridState>) stepper.advance(state, List.of())).query();
    Move<GridState> move = stepper.advance(state, DRIFT.evaluate(List.of(query)));
    return ((Move.Moved<GridState>) move).state().x()[0];
  }
}
