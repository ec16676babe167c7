package dev.driftwood.runtime.likelihood;

import java.util.Arrays;

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
  private static final int LEAST_BENT = 5;
  private static final double SHARE_OF_FREEDOM = 18.0 / 35.0;

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

  /** With something known added. */
  Estimate plus(double known) {
    return new Estimate(mean + known, standardError, degreesOfFreedom);
  }

  /** So many times as much. */
  Estimate times(double factor) {
    return new Estimate(factor * mean, factor * standardError, degreesOfFreedom);
  }

  /** The sum with another that is independent; degrees of freedom by Satterthwaite's rule. */
  Estimate plus(Estimate other) {
    double a = standardError * standardError;
    double b = other.standardError * other.standardError;
    double freedom =
        (a + b) * (a + b) / (a * a / degreesOfFreedom + b * b / other.degreesOfFreedom);
    boolean certain = a + b == 0.0;
    return new Estimate(
        mean + other.mean, Math.sqrt(a + b), certain ? Double.POSITIVE_INFINITY : freedom);
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
   * ln of the mean of exp over independent values of one law. The error is that of the mean of exp,
   * carried over by the derivative of ln; it means little where one value outweighs the others.
   */
  public static Estimate ofLogMeanExp(double... logarithms) {
    double top = Arrays.stream(logarithms).max().orElseThrow();
    double[] weights =
        Arrays.stream(logarithms).map(value -> StrictMath.exp(value - top)).toArray();
    Estimate mean = ofIndependent(weights);
    return new Estimate(
        top + StrictMath.log(mean.mean()),
        mean.standardError() / mean.mean(),
        mean.degreesOfFreedom());
  }

  /**
   * The mean of one value from each of n strata of equal mass, in the order of the strata.
   *
   * <p>One value says nothing about the variance within its stratum, but neighbours do, once a
   * smooth trend over the strata is taken away: of a line, (z_(i−1) − 2 z_i + z_(i+1))²/6 has as
   * its mean the variance about there. What bends more than a line from one stratum to the next is
   * counted as noise, so the error is a little too large rather than too small. With fewer than
   * five strata differences of two take the place. Overlapping differences are not independent,
   * which leaves about 18/35 of a degree of freedom for each of the strata that matter, by F.
   * Satterthwaite's rule (Biometrics Bulletin 2, 1946, doi:10.2307/3002019).
   *
   * <p>Source: T. Gasser, L. Sroka, C. Jennen-Steinmetz, "Residual variance and residual pattern in
   * nonlinear regression", Biometrika 73 (1986), doi:10.1093/biomet/73.3.625; for differences of
   * two, collapsed strata, W. Cochran, "Sampling techniques", 3rd edition, Wiley 1977, section
   * 5A.12.
   */
  public static Estimate ofStrata(double... values) {
    int n = values.length;
    if (n < 2) {
      return new Estimate(mean(values, 0, n), Double.NaN, 0.0);
    }
    boolean bent = n >= LEAST_BENT;
    double variance = 0.0;
    double squares = 0.0;
    for (int i = 0; i < n; i++) {
      double local = bent ? secondDifference(values, i) : difference(values, i);
      variance += local;
      squares += local * local;
    }
    // The share of strata that matter; of the square of a normal variable the mean square is 3.
    double alike = squares == 0.0 ? n : Math.min(n, 3.0 * variance * variance / squares);
    double freedom = bent ? alike * SHARE_OF_FREEDOM : Math.floor(0.5 * n);
    return new Estimate(mean(values, 0, n), Math.sqrt(variance) / n, Math.max(1.0, freedom));
  }

  /** Half the squared difference to a neighbour. */
  private static double difference(double[] values, int i) {
    double difference = values[i] - values[i == 0 ? 1 : i - 1];
    return 0.5 * difference * difference;
  }

  /** A sixth of the square of the second difference about a value, or next to an end. */
  private static double secondDifference(double[] values, int i) {
    int middle = Math.max(1, Math.min(i, values.length - 2));
    double difference = values[middle - 1] - 2.0 * values[middle] + values[middle + 1];
    return difference * difference / 6.0;
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
