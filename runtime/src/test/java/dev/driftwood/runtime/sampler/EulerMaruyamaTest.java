package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.OrderOfConvergence;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
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
    double exact =
        variance(T_MIN)
            + sensitivity(lambda, 1.0) * (1.0 - variance(1.0)) * sensitivity(lambda, 1.0);
    double order =
        OrderOfConvergence.measure(
            n -> new Chain(lambda, n).finalVariance(1.0) - exact, 256, 512, 1024);
    // Three grids in the asymptotic range, measured 0.999 to 1.012.
    assertThat(order).isCloseTo(1.0, within(0.05));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0.0, 0.5})
  void convergesStronglyWithOrderOne(double lambda) {
    double order =
        OrderOfConvergence.measure(n -> new Chain(lambda, n).strongError(), 256, 512, 1024);
    // Additive noise: order 1; the noise left out of the last step is not counted.
    assertThat(order).isCloseTo(1.0, within(0.05));
  }

  @Test
  void lastStepAddsNoNoise() {
    GridStepper one = stepper(0.0, TimeGrid.of(0.5, T_MIN), 1);
    GridStepper other = stepper(0.0, TimeGrid.of(0.5, T_MIN), 2);
    assertThat(step(one, 0, 0.7)).isEqualTo(step(other, 0, 0.7));
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

  private static double variance(double t) {
    double spread = VP.alpha(t) * DEVIATION;
    return spread * spread + VP.sigma(t) * VP.sigma(t);
  }

  /**
   * d X(tMin) / d X(t) of the exact process: exp of the integral of −(1 − λ/2) g²/s² − μ over
   * [tMin, t], where g²/s² = d ln s²/dt − 2 μ.
   */
  private static double sensitivity(double lambda, double t) {
    double growth = VP.logAlpha(t) - VP.logAlpha(T_MIN);
    double spread = Math.log(variance(t) / variance(T_MIN));
    return Math.exp(-(1.0 - 0.5 * lambda) * (spread - 2.0 * growth) - growth);
  }

  private static GridStepper stepper(double lambda, TimeGrid grid, long seed) {
    return stepper(lambda, grid, new NoiseStream(seed));
  }

  private static GridStepper stepper(double lambda, TimeGrid grid, NoiseStream noise) {
    EulerMaruyama method = new EulerMaruyama(new GenerativeFamily(VP, lambda));
    return GridStepper.sampling(method, grid, VP, EndPolicy.MEAN, noise);
  }

  private static double step(GridStepper stepper, int index, double x) {
    GridState state =
        new GridState(
            new RowId(0), new Progress(index, index, Outcome.RUNNING), new double[] {x}, List.of());
    Query query = ((Move.Ask<GridState>) stepper.advance(state, List.of())).query();
    Move<GridState> move = stepper.advance(state, DRIFT.evaluate(List.of(query)));
    return ((Move.Moved<GridState>) move).state().x()[0];
  }

  /** The coefficients A and C of every step, read off the stepper. */
  private static final class Chain {
    private final double lambda;
    private final TimeGrid grid;
    private final double[] slope;
    private final double[] noise;

    Chain(double lambda, int steps) {
      this.lambda = lambda;
      grid = TimeGrid.uniform(1.0, T_MIN, steps);
      slope = new double[steps];
      noise = new double[steps];
      GridStepper whole = stepper(lambda, grid, NOISE);
      double[] xi = new double[1];
      for (int i = 0; i < steps; i++) {
        GridStepper last = stepper(lambda, TimeGrid.of(grid.at(i), grid.at(i + 1)), 0);
        slope[i] = step(last, 0, 1.0) - step(last, 0, 0.0);
        NOISE.normals(0, Purpose.SOLVER, 0, 0, i, xi);
        noise[i] = (step(whole, i, 0.0) - step(last, 0, 0.0)) / xi[0];
      }
    }

    double finalVariance(double start) {
      double variance = start;
      for (int i = 0; i < slope.length; i++) {
        variance = slope[i] * slope[i] * variance + noise[i] * noise[i];
      }
      return variance;
    }

    /** The root mean square distance to the exact process on the same Brownian path. */
    double strongError() {
      double squares = 0.0;
      double onward = 1.0;
      for (int i = slope.length - 1; i >= 0; i--) {
        if (noise[i] != 0.0) {
          squares += squaredDistance(i, onward);
        }
        onward *= slope[i];
      }
      double initial = onward - sensitivity(lambda, 1.0);
      return Math.sqrt(squares + initial * initial);
    }

    private double squaredDistance(int i, double onward) {
      double h = grid.at(i) - grid.at(i + 1);
      double coarse = onward * noise[i] / Math.sqrt(h);
      double sum = 0.0;
      int parts = 8;
      for (int part = 0; part < parts; part++) {
        double t = grid.at(i + 1) + h * (part + 0.5) / parts;
        double exact = sensitivity(lambda, t) * Math.sqrt(1.0 - lambda) * VP.g(t);
        sum += (coarse - exact) * (coarse - exact) * h / parts;
      }
      return sum;
    }
  }
}
