package dev.driftwood.runtime.batch;

/**
 * How rows are put together.
 *
 * @param mostRows of a call, and rows of a request that are in flight
 * @param padded whether calls are padded to measured sizes, for devices that pay for a change of
 *     shape
 * @param patience calls for which a smaller size must have been better before it is taken
 * @param joining whether requests share calls; without, they are taken one after the other, which
 *     is there to be measured against
 */
public record BatchSettings(int mostRows, boolean padded, int patience, boolean joining) {
  /** Up to 64 rows, not padded, joining. */
  public static final BatchSettings DEFAULT = new BatchSettings(64, false, 16, true);

  /** Checks the ranges. */
  public BatchSettings {
    if (!(mostRows >= 1 && patience >= 0)) {
      throw new IllegalArgumentException(
          "batch: %d rows, patience %d (expected: >= 1, >= 0)".formatted(mostRows, patience));
    }
  }

  /** The same with padding or without. */
  public BatchSettings withPadding(boolean other) {
    return new BatchSettings(mostRows, other, patience, joining);
  }

  /** The same with another largest call. */
  public BatchSettings withMostRows(int other) {
    return new BatchSettings(other, padded, patience, joining);
  }

  /** The same with requests taken one after the other. */
  public BatchSettings oneRequestAtATime() {
    return new BatchSettings(mostRows, padded, patience, false);
  }
}
