package dev.driftwood.runtime.anomaly;

import java.util.Arrays;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * Whether a batch of images as a whole is of the reference's kind: the two-sample
 * Kolmogorov–Smirnov test of its scores against the reference's, which is that of its p-values
 * against uniformity, with the reference's finite size taken into account.
 *
 * @param statistic the largest distance of the two distribution functions
 * @param pValue of it, by the asymptotic law
 */
public record BatchDrift(double statistic, double pValue) {
  /**
   * The test.
   *
   * @param pValues of the batch, at least one
   * @param references how many images they are against
   */
  public static BatchDrift of(double[] pValues, int references) {
    double[] sorted = pValues.clone();
    Arrays.sort(sorted);
    double distance = 0;
    int n = sorted.length;
    for (int i = 0; i < n; ) {
      int end = i;
      while (end < n && sorted[end] == sorted[i]) {
        end++;
      }
      // Of p = (1 + r)/(m + 1), r is how many of m reference scores are at least as large.
      double atLeast = sorted[i] * (references + 1) - 1;
      distance = Math.max(distance, atLeast / references - i / (double) n);
      distance = Math.max(distance, end / (double) n - atLeast / references);
      i = end;
    }
    double pValue = new KolmogorovSmirnovTest().approximateP(distance, references, n);
    return new BatchDrift(distance, Math.min(1, Math.max(0, pValue)));
  }
}
