package dev.driftwood.runtime.solve;

/**
 * What an adaptive method may get wrong in one step, component by component: absolute + relative ·
 * |z|.
 *
 * @param relative rtol, positive
 * @param absolute atol, positive
 * @param maxSteps steps, rejected ones included, after which a row ends unfinished
 */
public record Tolerance(double relative, double absolute, int maxSteps) {
  private static final int DEFAULT_MAX_STEPS = 10_000;

  /** Checks the ranges. */
  public Tolerance {
    check(relative, absolute);
    if (!(maxSteps >= 1)) {
      throw new IllegalArgumentException("maxSteps: " + maxSteps + " (expected: >= 1)");
    }
  }

  /** Tolerances with the usual step limit of 10,000. */
  public Tolerance(double relative, double absolute) {
    this(relative, absolute, DEFAULT_MAX_STEPS);
  }

  /**
   * Checks a pair of tolerances.
   *
   * @throws IllegalArgumentException if one is not positive and finite
   */
  public static void check(double relative, double absolute) {
    positive(relative, "rtol");
    positive(absolute, "atol");
  }

  private static void positive(double value, String name) {
    if (!(value > 0.0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0 and finite)");
    }
  }
}
