package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;

/**
 * The exponential moving average of the weights, in place: {@code e ← d e + (1 − d) w} with {@code
 * d = min(decay, (1 + n) / (10 + n))} in step n, counted from 1, so that the start is forgotten
 * quickly.
 *
 * @param decay the final d, in [0, 1)
 */
record MovingAverage(double decay) {
  /** The d of a step. */
  double decayAt(long step) {
    return Math.min(decay, (1.0 + step) / (10.0 + step));
  }

  /** Changes an average of a weight. */
  void apply(long step, NDArray average, NDArray weight) {
    double kept = decayAt(step);
    try (NDArray share = weight.mul(1 - kept)) {
      average.muli(kept).addi(share);
    }
  }
}
