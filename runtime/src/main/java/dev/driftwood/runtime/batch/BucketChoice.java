package dev.driftwood.runtime.batch;

/**
 * How many rows the next call has. Where the device pays for a change of shape, calls are padded to
 * measured sizes, and a smaller size is not taken until it would have been better several times in
 * a row; elsewhere calls are as large as what waits, up to the best size. Not for several threads.
 */
final class BucketChoice {
  private final Buckets buckets;
  private final BatchSettings settings;
  private int current;
  private int smallerWanted;

  BucketChoice(Buckets buckets, BatchSettings settings) {
    this.buckets = buckets;
    this.settings = settings;
  }

  /** Rows of the next call, padding among them. */
  int rows(int waiting) {
    return settings.padded() ? padded(waiting) : Math.min(waiting, buckets.best().rows());
  }

  private int padded(int waiting) {
    int wanted = buckets.fastestFor(waiting).rows();
    smallerWanted = wanted < current ? smallerWanted + 1 : 0;
    if (wanted > current || smallerWanted > settings.patience()) {
      current = wanted;
      smallerWanted = 0;
    }
    return current;
  }
}
