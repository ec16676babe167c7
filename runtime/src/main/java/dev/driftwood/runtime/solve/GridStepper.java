package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Takes rows along a grid by a {@link GridMethod}, and ends them as an {@link EndPolicy} says. */
public final class GridStepper implements SamplingStepper<GridState> {
  private final GridMethod method;
  private final TimeGrid grid;
  private final NoiseStream noise;
  private final boolean quietEnd;
  private final Optional<Sde> denoised;

  private GridStepper(
      GridMethod method, TimeGrid grid, NoiseStream noise, boolean quietEnd, @Nullable Sde sde) {
    this.method = method;
    this.grid = grid;
    this.noise = noise;
    this.quietEnd = quietEnd;
    this.denoised = Optional.ofNullable(sde);
  }

  /** A solver of an ordinary differential equation, in either direction of time. */
  public static GridStepper solving(GridMethod method, TimeGrid grid) {
    return new GridStepper(method, grid, new NoiseStream(0), true, null);
  }

  /**
   * A sampler, from noise to data.
   *
   * @throws IllegalArgumentException if the grid does not run downwards
   */
  public static GridStepper sampling(
      GridMethod method, TimeGrid grid, Sde sde, EndPolicy end, NoiseStream noise) {
    if (!(grid.first() > grid.last())) {
      throw new IllegalArgumentException(
          "grid: from " + grid.first() + " to " + grid.last() + " (expected: decreasing times)");
    }
    // A denoised end takes out the noise of the last step too, and needs it for its law.
    boolean quiet = end == EndPolicy.MEAN;
    return new GridStepper(method, grid, noise, quiet, end == EndPolicy.DENOISE ? sde : null);
  }

  @Override
  public GridState start(RowId id, double[] x) {
    return GridState.start(id, x);
  }

  @Override
  public Move<GridState> advance(GridState state, List<Evaluation> soFar) {
    int index = state.progress().step() / method.parts();
    if (index == grid.steps()) {
      return denoise(state, soFar);
    }
    int part = state.progress().step() % method.parts();
    boolean quiet = quietEnd && index + 1 == grid.steps();
    Step step = new Step(state, grid, index, part, 0, quiet, noise);
    return counted(method.advance(step, soFar), soFar);
  }

  private Move<GridState> denoise(GridState state, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return new Move.Ask<>(new Query(state.x(), grid.last(), state.id().label()));
    }
    double[] data =
        denoised.orElseThrow().marginal(grid.last()).data(state.x(), soFar.get(0).drift());
    return counted(new Move.Moved<>(state.at(method.denoised(state.id(), data))), soFar);
  }

  private Move<GridState> counted(Move<GridState> move, List<Evaluation> soFar) {
    if (move instanceof Move.Moved<GridState> moved) {
      Progress progress = moved.state().progress();
      boolean done = progress.step() + 1 == steps();
      Outcome outcome = done ? Outcome.DONE : Outcome.RUNNING;
      return new Move.Moved<>(
          moved.state().with(progress.stepped(Evaluation.cost(soFar), outcome), method.memory()));
    }
    return move;
  }

  private int steps() {
    return grid.steps() * method.parts() + (denoised.isPresent() ? 1 : 0);
  }

  @Override
  public GridState end(GridState state, int evaluations, Outcome outcome) {
    return state.ended(evaluations, outcome);
  }

  @Override
  public OptionalDouble reached(GridState state) {
    int done = state.progress().step();
    if (done % method.parts() != 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(grid.at(Math.min(done / method.parts(), grid.steps())));
  }
}
