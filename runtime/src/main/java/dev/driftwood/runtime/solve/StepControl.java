package dev.driftwood.runtime.solve;

/**
 * The proportional-integral control of step sizes for a pair of orders 5 and 4.
 *
 * <p>Source: E. Hairer, G. Wanner, "Solving ordinary differential equations II", 2nd edition,
 * Springer 1996, section IV.2, equation 2.43c, with the constants of the authors' code DOPRI5.
 */
final class StepControl {
  /** The error that stands for the step before the first. */
  static final double FIRST_ERROR = 1e-4;

  private static final double BETA = 0.04;
  private static final double EXPONENT = 0.2 - 0.75 * BETA;
  private static final double SAFETY = 0.9;
  private static final double LARGEST_GROWTH = 10.0;
  private static final double SMALLEST_GROWTH = 0.2;

  private StepControl() {}

  /** By how much the next step may be longer after one with an error norm of at most 1. */
  static double growth(double error, double lastError, boolean rejectedBefore) {
    double damped = StrictMath.pow(error, EXPONENT) / StrictMath.pow(lastError, BETA);
    double growth = Math.max(SMALLEST_GROWTH, Math.min(LARGEST_GROWTH, SAFETY / damped));
    return rejectedBefore ? Math.min(1.0, growth) : growth;
  }

  /** By how much a step with an error norm above 1 must be shortened. */
  static double shrinkage(double error) {
    return Math.max(SMALLEST_GROWTH, SAFETY / StrictMath.pow(error, EXPONENT));
  }
}
