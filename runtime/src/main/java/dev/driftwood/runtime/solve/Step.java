package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.List;

/**
 * One part of one step of one row on a grid, as a {@link GridMethod} sees it.
 *
 * @param state the row
 * @param grid the times
 * @param index of the step, from 0
 * @param part of the step, from 0
 * @param stream of the noise: 0, or the number of the repetition where a step is taken again
 * @param quiet whether the noise at the end of the step is left out
 * @param noise where random numbers come from
 */
public record Step(
    GridState state,
    TimeGrid grid,
    int index,
    int part,
    int stream,
    boolean quiet,
    NoiseStream noise) {
  /** Streams of noise of one purpose within a step: at its end, at its beginning, and room. */
  private static final int USES = 4;

  /** Where the row stands. */
  public double[] x() {
    return state.x();
  }

  /** Which row it is. */
  public RowId id() {
    return state.id();
  }

  /** What earlier steps left, the latest first. */
  public List<Past> past() {
    return state.past();
  }

  /** The time at which the step begins. */
  public double from() {
    return grid.at(index);
  }

  /** The time at which it ends. */
  public double to() {
    return grid.at(index + 1);
  }

  /** Whether no step follows. */
  public boolean isLast() {
    return index + 1 == grid.steps();
  }

  /** The same step from another state. */
  public Step from(double[] x) {
    return new Step(state.at(x), grid, index, part, stream, quiet, noise);
  }

  /** Asks for the drift. */
  public Move<GridState> ask(double[] x, double t) {
    return new Move.Ask<>(new Query(x, t, state.id().label()));
  }

  /** Ends this part of the step. */
  public Move<GridState> arrive(double[] x) {
    return new Move.Moved<>(state.at(x));
  }

  /** Ends this part of the step and leaves an evaluation behind. */
  public Move<GridState> arrive(double[] x, Past left) {
    return new Move.Moved<>(state.at(x).remembering(left));
  }

  /**
   * The mean of a step plus noise of a deviation, drawn under {@link Purpose#SOLVER} with the index
   * of the step; the mean itself where noise is left out. Changes and returns the array.
   */
  public double[] noisy(double[] mean, double deviation) {
    if (quiet || deviation == 0.0) {
      return mean;
    }
    return plusNoise(mean, deviation, draw(Purpose.SOLVER, 0, index, mean.length));
  }

  /** Noise for the beginning of a step, which is never left out; drawn beside that of its end. */
  public double[] churned(double[] x, double deviation) {
    return plusNoise(x.clone(), deviation, draw(Purpose.SOLVER, 1, index, x.length));
  }

  /** The noise of a corrector's move, by the number of the move within the whole row. */
  public double[] correction(int move, int dimension) {
    return draw(Purpose.CORRECTOR, 0, move, dimension);
  }

  private double[] draw(Purpose purpose, int use, int number, int dimension) {
    double[] xi = new double[dimension];
    noise.normals(id().key(), purpose, id().draw(), USES * stream + use, number, xi);
    return xi;
  }

  private static double[] plusNoise(double[] x, double deviation, double[] xi) {
    for (int d = 0; d < x.length; d++) {
      x[d] += deviation * xi[d];
    }
    return x;
  }
}
