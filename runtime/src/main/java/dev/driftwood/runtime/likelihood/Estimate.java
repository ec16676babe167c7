package dev.driftwood.runtime.likelihood;

/**
 * A mean with its standard error.
 *
 * @param mean the mean
 * @param standardError its standard error; NaN where it is not defined
 * @param degreesOfFreedom how much the standard error itself rests on: (mean − truth)/error has
 *     about Student's law with so many; 0 where the error is not defined, infinite where it is
 *     known
 */
public record Estimate(double mean, double standardError, double degreesOfFreedom) {
  /** What is known without error. */
  public static Estimate certain(double value) {
    return new Estimate(value, 0.0, Double.POSITIVE_INFINITY);
  }

  /**
   * Half the width of the interval about the mean that holds the truth with a probability.
   *
   * @param confidence in (0, 1)
   */
  public double halfWidth(double confidence) {
    return standardError == 0.0
        ? 0.0
        : standardError * StudentT.quantile(0.5 + 0.5 * confidence, degreesOfFreedom);
  }

  /** The same mean with so many times the variance. */
  Estimate narrowed(double share) {
    return new Estimate(mean, standardError * Math.sqrt(Math.max(share, 0.0)), degreesOfFreedom);
  }

  /** The mean of independent values of one law; the error is their deviation over √n. */
  public static Estimate ofIndependent(double... values) {
    int n = values.length;
    double mean = mean(values, 0, n);
    double squares = squares(values, 0, n);
    return new Estimate(mean, n > 1 ? Math.sqrt(squares / (n - 1.0) / n) : Double.NaN, n - 1.0);
  }

  /**
   * The mean of one value from each of n strata of equal mass, in the order of the strata.
   *
   * <p>One value says nothing about the variance within its stratum, so neighbours are collapsed
   * into pairs (the last three into a triple where n is odd): each group of size m adds m/(m − 1) Σ
   * (z − z̄)² to n² times the variance. That counts the difference of the group's strata as noise,
   * so the error is a little too large rather than too small. Source: W. Cochran, "Sampling
   * techniques", 3rd edition, Wiley 1977, section 5A.12.
   */
  public static Estimate ofStrata(double... values) {
    int n = values.length;
    double variance = 0.0;
    int start = 0;
    while (start < n) {
      int size = n - start == 3 ? 3 : 2;
      int end = Math.min(start + size, n);
      variance += squares(values, start, end) * size / (size - 1.0);
      start = end;
    }
    return new Estimate(mean(values, 0, n), n > 1 ? Math.sqrt(variance) / n : Double.NaN, n / 2);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0.0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }

  private static double squares(double[] values, int from, int to) {
    double mean = mean(values, from, to);
    double sum = 0.0;
    for (int i = from; i < to; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum;
  }
}
