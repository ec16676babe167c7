package dev.driftwood.runtime.batch;

/**
 * A size of network calls, as it was measured.
 *
 * @param rows of a call
 * @param seconds of a call, the least of several
 * @param bytes by which the process grew with the first call of this size; 0 where the system does
 *     not say
 */
public record Bucket(int rows, double seconds, double bytes) {
  /** Checks the ranges. */
  public Bucket {
    if (!(rows >= 1 && seconds > 0)) {
      throw new IllegalArgumentException(
          "bucket: %d rows, %s s (expected: >= 1, > 0)".formatted(rows, seconds));
    }
  }

  /** The same, or with another time of a call if that was shorter. */
  Bucket or(double other) {
    return other < seconds ? new Bucket(rows, other, bytes) : this;
  }

  /** Rows a second. */
  public double rate() {
    return rows / seconds;
  }
}
