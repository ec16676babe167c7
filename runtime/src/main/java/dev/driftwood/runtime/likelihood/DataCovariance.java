package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.sde.Sde;
import java.util.Arrays;

/**
 * The covariance of data in the network's space, C = U diag(e) Uᵀ + diag(f): a few directions, and
 * what is left of each number's own variance.
 *
 * @param dimension D
 * @param directions the columns of U, of length about 1; nobody may change them
 * @param variances e, what each has beyond the rest, at least 0
 * @param remainder f, one number a dimension, at least 0; nobody may change them
 */
public record DataCovariance(
    int dimension, double[][] directions, double[] variances, double[] remainder) {
  /** Checks the sizes. */
  public DataCovariance {
    if (!(directions.length == variances.length && directions.length <= dimension)) {
      throw new IllegalArgumentException(
          "directions: %d for %d variances (expected: as many, at most %d)"
              .formatted(directions.length, variances.length, dimension));
    }
    boolean whole = Arrays.stream(directions).allMatch(it -> it.length == dimension);
    if (!(whole && remainder.length == dimension)) {
      throw new IllegalArgumentException(
          "remainder: %d numbers (expected: %d, as of each direction)"
              .formatted(remainder.length, dimension));
    }
    requireVariances("variances", variances);
    requireVariances("remainder", remainder);
  }

  /** U diag(e) Uᵀ + f I. */
  public static DataCovariance aboveFloor(
      int dimension, double[][] directions, double[] variances, double floor) {
    double[] remainder = new double[dimension];
    Arrays.fill(remainder, floor);
    return new DataCovariance(dimension, directions, variances, remainder);
  }

  private static void requireVariances(String name, double[] values) {
    for (double value : values) {
      if (!(value >= 0.0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: finite, >= 0)");
      }
    }
  }

  /**
   * The Jacobian at a time with noise, or at any where the remainder is above 0. Takes about k² D
   * multiplications for k directions.
   */
  NormalJacobian jacobian(Sde sde, double t) {
    double alpha = sde.alpha(t);
    double sigma = sde.sigma(t);
    double[] inverse = new double[dimension];
    for (int d = 0; d < dimension; d++) {
      inverse[d] = 1.0 / (alpha * alpha * remainder[d] + sigma * sigma);
    }
    double[][] signal = new double[variances.length][];
    for (int j = 0; j < signal.length; j++) {
      signal[j] = Vectors.scaled(alpha * Math.sqrt(variances[j]), directions[j]);
    }
    return NormalJacobian.of(sde.g(t), inverse, signal);
  }
}
