package dev.driftwood.trainer.train;

/**
 * The best that evaluations have found.
 *
 * @param figure the least figure, infinite before the first
 * @param step steps done when it was found
 */
record Best(double figure, long step) {
  /** Before the first evaluation. */
  static final Best NONE = new Best(Double.POSITIVE_INFINITY, 0);

  /** This or a new one, whichever is better. */
  Best or(double other, long otherStep) {
    return other < figure ? new Best(other, otherStep) : this;
  }
}
