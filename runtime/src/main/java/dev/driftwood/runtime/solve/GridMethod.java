package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * A numerical method on a {@link TimeGrid}: what one of its steps does, as a pure function of the
 * {@link Step} and the evaluations so far.
 *
 * <p>This is what a new sampler implements. {@link GridStepper} does the rest: where the grid
 * begins and ends, what is counted, what is kept of earlier steps and when a row is done.
 */
public interface GridMethod {
  /**
   * The next point at which the step needs the drift ({@link Step#ask}), or where it ends ({@link
   * Step#arrive}, with noise by {@link Step#noisy}).
   */
  Move<GridState> advance(Step step, List<Evaluation> soFar);

  /** What is proved of its error, as it is configured. */
  Order order();

  /** Evaluations of a step that is neither the first nor the last. */
  int evaluationsPerStep();

  /** Evaluations of so many steps. */
  default long evaluations(int steps) {
    return (long) steps * evaluationsPerStep();
  }

  /**
   * The parts of a step, each of which ends in a state of its own: a predictor and its correctors,
   * or the moves at one level of noise.
   */
  default int parts() {
    return 1;
  }

  /** The time of the state that a part of a step leaves, where it is not the last part. */
  default double arrival(Step step) {
    return step.to();
  }

  /** What becomes of the denoised row, where the grid is followed by a denoising step. */
  default double[] denoised(RowId id, double[] data) {
    return data;
  }

  /** How many of the evaluations that steps leave behind it wants to see again. */
  default int memory() {
    return 0;
  }

  /** The grid that it takes where none is given. */
  default GridSpec grid() {
    return GridSpec.UNIFORM;
  }
}
