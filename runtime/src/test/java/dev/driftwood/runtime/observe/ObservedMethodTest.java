package dev.driftwood.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.Step;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedMethodTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final NoiseStream NOISE = new NoiseStream(3);
  private static final TimeGrid GRID = TimeGrid.of(1.0, 0.6, 0.2, 0.1);

  @Test
  void noisesTheKnownPartForTheTimeThatEachPartLeaves() {
    // The known value is 0, so that only its noise is left.
    assertThat(known(1, 0)).isCloseTo(VP.sigma(0.6) * xi(2), within(1e-15));
    assertThat(known(1, 1)).isCloseTo(VP.sigma(0.2) * xi(3), within(1e-15));
    assertThat(known(2, 0)).isCloseTo(VP.sigma(0.2) * xi(4), within(1e-15));
    assertThat(known(2, 1)).isZero();
  }

  private static double known(int index, int part) {
    Observation zero =
        new Observation(new Mask(new boolean[] {true, false}), List.of(new double[2]));
    ObservedMethod method = new ObservedMethod(new Staying(), VP, zero, Corrections.NONE);
    GridState state = new GridState(new RowId(0), Progress.start(), new double[] {7, 5}, List.of());
    Step step = new Step(state, GRID, index, part, 0, index + 1 == GRID.steps(), NOISE);
    double[] x = ((Move.Moved<GridState>) method.advance(step, List.of())).state().x();
    assertThat(x[1]).isEqualTo(5.0);
    return x[0];
  }

  private static double xi(int number) {
    double[] xi = new double[2];
    NOISE.normals(0, Purpose.OBSERVATION, 0, 1, number, xi);
    return xi[0];
  }

  /** Stays where it is: a corrector where the step begins, and a predictor. */
  private record Staying() implements GridMethod {
    @Override
    public Move<GridState> advance(Step step, List<Evaluation> soFar) {
      return step.arrive(step.x());
    }

    @Override
    public double arrival(Step step) {
      return step.from();
    }

    @Override
    public Order order() {
      return Order.none();
    }

    @Override
    public int evaluationsPerStep() {
      return 0;
    }

    @Override
    public int parts() {
      return 2;
    }
  }
}
