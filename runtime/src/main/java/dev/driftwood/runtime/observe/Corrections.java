package dev.driftwood.runtime.observe;

/**
 * What is done so that the unknown part fits the known one; see {@link ObservedMethod}.
 *
 * @param repeats how often each step is taken, R
 * @param moves Langevin moves of the unknown part at each time reached, n
 * @param size of a move over σ², c; the noise at a level grows by up to c/2 of its variance
 */
public record Corrections(int repeats, int moves, double size) {
  /** The usual size of a move. */
  public static final double USUAL_SIZE = 0.1;

  /** Plain replacement: fast and biased. */
  public static final Corrections NONE = new Corrections(1, 0, USUAL_SIZE);

  /** Ten moves a time, which comes near to the posterior in a hundred steps. */
  public static final Corrections USUAL = new Corrections(1, 10, USUAL_SIZE);

  /** Checks the ranges. */
  public Corrections {
    if (!(repeats >= 1 && repeats <= 10_000)) {
      throw new IllegalArgumentException("repeats: " + repeats + " (expected: 1 to 10000)");
    }
    if (!(moves >= 0 && moves <= 100_000)) {
      throw new IllegalArgumentException("corrections: " + moves + " (expected: 0 to 100000)");
    }
    if (!(size > 0.0 && size <= 1.0)) {
      throw new IllegalArgumentException(
          "correction-size: " + size + " (expected: above 0, at most 1)");
    }
  }

  /**
   * Evaluations of so many steps.
   *
   * @param once those of the method alone
   */
  public long evaluations(int steps, long once) {
    return repeats * once + (long) moves * (steps - 1);
  }
}
