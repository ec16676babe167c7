package dev.driftwood.runtime.batch;

/**
 * What a request is going to need, as far as it is known before.
 *
 * @param rows that can run beside each other
 * @param evaluations of a row
 * @param tangents of each evaluation; 0 where only the drift is asked for
 * @param bytes of memory that it holds while it is open
 * @param deadline when it must be done, on the clock of {@link System#nanoTime}
 */
public record Demand(long rows, long evaluations, int tangents, long bytes, long deadline) {
  /** Far enough to be no deadline, and no overflow of the clock. */
  public static final long UNLIMITED_NANOS = Long.MAX_VALUE / 4;

  /** Checks the ranges. */
  public Demand {
    if (!(rows >= 0 && evaluations >= 0 && tangents >= 0 && bytes >= 0)) {
      throw new IllegalArgumentException(
          "demand: %d rows, %d evaluations, %d tangents, %d bytes (expected: none below 0)"
              .formatted(rows, evaluations, tangents, bytes));
    }
  }

  /** Evaluations of all rows; the largest number where there are more. */
  long total() {
    long high = Math.multiplyHigh(rows, evaluations);
    return high == 0 && rows * evaluations >= 0 ? rows * evaluations : Long.MAX_VALUE;
  }

  double nanosLeft(long now) {
    return deadline - now;
  }
}
