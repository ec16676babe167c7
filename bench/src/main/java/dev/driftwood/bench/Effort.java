package dev.driftwood.bench;

/**
 * How often something is timed: at least and at most so many times, and not again once so much time
 * has gone by.
 *
 * @param least at least 1
 * @param most at least {@code least}
 * @param seconds at least 0
 */
public record Effort(int least, int most, double seconds) {
  private static final int FEW = 3;
  private static final int MANY = 1000;

  /** Checks the ranges. */
  public Effort {
    if (!(least >= 1 && most >= least)) {
      throw new IllegalArgumentException(
          "repeats: " + least + " to " + most + " (expected: at least 1)");
    }
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException("seconds: " + seconds + " (expected: >= 0)");
    }
  }

  /** So many times. */
  public static Effort ofRepeats(int repeats) {
    return new Effort(repeats, repeats, 0);
  }

  /** As often as fits into a time, and three times where it does not. */
  public static Effort ofSeconds(double seconds) {
    return new Effort(FEW, MANY, seconds);
  }

  /** Whether to go on after so many times in so much time. */
  boolean goesOn(int times, double elapsed) {
    return times < least || (times < most && elapsed < seconds);
  }
}
