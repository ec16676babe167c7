package dev.driftwood.runtime.anomaly;

import java.util.Arrays;

/**
 * The false-discovery rate over a whole run: q-values by which to flag, so that of the flagged
 * images on average at most a share q is of the reference's kind. The q-value of the k-th smallest
 * of m p-values is min over j ≥ k of m p_j / j, at most 1. P-values against one reference set are
 * positively dependent, for which the rule holds too.
 *
 * <p>Source: Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal of the
 * Royal Statistical Society B 57 (1995); S. Bates et al., "Testing for outliers with conformal
 * p-values", Annals of Statistics 51 (2023) (arXiv:2104.08279).
 */
public final class Discoveries {
  private final double[] sorted;
  private final double[] adjusted;

  /** The rule for a run's p-values. */
  public Discoveries(double[] pValues) {
    this.sorted = pValues.clone();
    Arrays.sort(sorted);
    this.adjusted = new double[sorted.length];
    double least = 1;
    for (int k = sorted.length - 1; k >= 0; k--) {
      least = Math.min(least, sorted[k] * sorted.length / (k + 1));
      adjusted[k] = least;
    }
  }

  /** The q-value of a p-value of the run. */
  public double qValue(double pValue) {
    int found = Arrays.binarySearch(sorted, pValue);
    if (found < 0) {
      throw new IllegalArgumentException("pValue: " + pValue + " (expected: one of the run)");
    }
    return adjusted[found];
  }
}
