package dev.driftwood.runtime.anomaly;

import java.util.Arrays;

/**
 * One score of the images of a reference set, against which p-values are.
 *
 * @param sorted from the least anomalous to the most; finite
 */
public record ReferenceScores(double[] sorted) {
  /** Sorts a copy. */
  public ReferenceScores {
    sorted = sorted.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || !Double.isFinite(sorted[0] + sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("reference: no scores, or not finite ones");
    }
  }

  /**
   * The conformal p-value (1 + #{reference ≥ score})/(n + 1): for an image of the reference's kind
   * at most α with probability at most α, whatever the score and its law; never 0.
   *
   * <p>Source: V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World" (2005).
   */
  public double pValue(double score) {
    return (1.0 + sorted.length - below(score)) / (sorted.length + 1.0);
  }

  /** The least score whose p-value is at most a rate; infinite where the set is too small. */
  public double threshold(double rate) {
    int atLeast = (int) Math.floor(rate * (sorted.length + 1) + 1e-9) - 1;
    if (atLeast < 0) {
      return Double.POSITIVE_INFINITY;
    }
    return atLeast >= sorted.length
        ? Double.NEGATIVE_INFINITY
        : Math.nextUp(sorted[sorted.length - 1 - atLeast]);
  }

  private int below(double score) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
