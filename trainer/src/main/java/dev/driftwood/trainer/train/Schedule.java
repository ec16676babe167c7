package dev.driftwood.trainer.train;

/** How the step size changes once it is warm. */
public enum Schedule {
  /** Not at all. */
  CONSTANT,
  /** Half a cosine wave, from 1 down to 0 (Loshchilov and Hutter 2017, arXiv:1608.03983). */
  COSINE,
  /** A straight line from 1 down to 0. */
  LINEAR;

  /**
   * The share of the full step size.
   *
   * @param progress from 0 at the end of the warm-up to 1 after the last step
   */
  double factor(double progress) {
    return switch (this) {
      case CONSTANT -> 1;
      case COSINE -> (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
      case LINEAR -> 1 - progress;
    };
  }
}
