package dev.driftwood.runtime.batch;

/**
 * What a network's calls have been, since the beginning.
 *
 * @param calls of the network
 * @param rows of them, Jacobian-vector products counting each
 * @param padding rows that were nobody's
 * @param shared calls with rows of several requests
 * @param wasted rows whose request died while they were computed
 * @param seconds in calls
 */
public record BatchStatistics(
    long calls, long rows, long padding, long shared, long wasted, double seconds) {
  static final BatchStatistics NONE = new BatchStatistics(0, 0, 0, 0, 0, 0);

  BatchStatistics after(int units, int padded, boolean several, double taken) {
    return new BatchStatistics(
        calls + 1,
        rows + units,
        padding + padded,
        shared + (several ? 1 : 0),
        wasted,
        seconds + taken);
  }

  BatchStatistics wasting(int units) {
    return new BatchStatistics(calls, rows, padding, shared, wasted + units, seconds);
  }

  /** Rows of a call on average, padding not counted. */
  public double occupancy() {
    return calls == 0 ? 0 : (double) rows / calls;
  }
}
