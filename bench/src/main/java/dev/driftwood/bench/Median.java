package dev.driftwood.bench;

import java.util.Arrays;

/** The middle of measured values, which one slow run does not move. */
public final class Median {
  private Median() {}

  /** Their median; of evenly many the mean of the two in the middle. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
