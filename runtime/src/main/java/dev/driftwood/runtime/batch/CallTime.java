package dev.driftwood.runtime.batch;

import java.util.List;

/**
 * How long network calls of one lane and about one size have taken, since the beginning.
 *
 * @param lane of the calls
 * @param rows of the largest of them: a power of two; padding counts
 * @param counts of calls that took up to each of {@link #BOUNDS} and longer than the bound before,
 *     then of those beyond the last
 * @param seconds of all of them together
 */
public record CallTime(Lane lane, int rows, List<Long> counts, double seconds) {
  /** Seconds, rising in steps of 2 to 2.5 from a tenth of a millisecond to ten seconds. */
  public static final List<Double> BOUNDS =
      List.of(
          1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0);

  /** Copies the counts. */
  public CallTime {
    counts = List.copyOf(counts);
  }

  /** Calls. */
  public long calls() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
