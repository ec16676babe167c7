package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.Arrays;

/**
 * The covariance of rows that come one by one: all of it is summed, which takes D²/2 numbers, and a
 * few directions and a diagonal are made of it. Not for several threads.
 *
 * <p>The directions are the leading eigenvectors u_j. Of their eigenvalues λ_j the mean f̄ of the
 * others is taken off, and the diagonal is what that leaves: e_j = λ_j − f̄, f_d = C_dd − Σ_j e_j
 * u_jd². So the diagonal of C is kept, and a covariance of k directions above a floor is found
 * exactly.
 *
 * <p>Source: M. Tipping, C. Bishop, "Probabilistic principal component analysis", Journal of the
 * Royal Statistical Society B 61 (1999), doi:10.1111/1467-9868.00196, for the floor.
 */
public final class SampleCovariance {
  /** The most dimensions: half the square of it in numbers is 67 MB. */
  public static final int LARGEST = 4096;

  private final int dimension;
  private final double[][] products;
  private final double[] sums;
  private double[] first = new double[0];
  private int count;

  /**
   * A sum over nothing.
   *
   * @throws DriftwoodException with more than {@link #LARGEST} dimensions
   */
  public SampleCovariance(int dimension) {
    if (dimension > LARGEST) {
      throw new DriftwoodException(
          "covariance: of %d numbers (expected: at most %d)".formatted(dimension, LARGEST));
    }
    this.dimension = dimension;
    this.sums = new double[dimension];
    this.products = new double[dimension][];
    Arrays.setAll(products, d -> new double[d + 1]);
  }

  /** Takes a row. */
  public void add(double[] row) {
    if (count == 0) {
      // Differences to it lose no digits to a mean that is far from 0.
      first = row.clone();
    }
    double[] shifted = row.clone();
    Vectors.add(shifted, -1.0, first);
    Vectors.add(sums, 1.0, shifted);
    for (int i = 0; i < dimension; i++) {
      if (shifted[i] != 0.0) {
        Vectors.add(products[i], shifted[i], shifted);
      }
    }
    count++;
  }

  /** Rows so far. */
  public int count() {
    return count;
  }

  /**
   * What was seen, by some directions and a diagonal.
   *
   * @param directions of which as many are kept as dimensions and rows allow
   * @throws DriftwoodException with fewer than three rows
   */
  public DataCovariance leading(int directions) {
    if (!(count >= 3)) {
      throw new DriftwoodException("covariance: of " + count + " rows (expected: at least 3)");
    }
    int rank = Math.min(directions, Math.min(dimension, count - 2));
    double[][] covariance = covariance();
    LeadingEigenvectors leading = LeadingEigenvectors.of(covariance, rank);
    double trace = 0.0;
    for (int d = 0; d < dimension; d++) {
      trace += covariance[d][d];
    }
    double rest = trace - Arrays.stream(leading.values()).sum();
    double floor = dimension == rank ? 0.0 : Math.max(0.0, rest / (dimension - rank));
    double[] above = Arrays.stream(leading.values()).map(it -> Math.max(0.0, it - floor)).toArray();
    return new DataCovariance(
        dimension, leading.vectors(), above, remainder(covariance, leading.vectors(), above));
  }

  private double[] remainder(double[][] covariance, double[][] vectors, double[] above) {
    double[] remainder = new double[dimension];
    for (int d = 0; d < dimension; d++) {
      double left = covariance[d][d];
      for (int j = 0; j < above.length; j++) {
        left -= above[j] * vectors[j][d] * vectors[j][d];
      }
      remainder[d] = Math.max(0.0, left);
    }
    return remainder;
  }

  /** The whole matrix, both halves. */
  private double[][] covariance() {
    double[][] covariance = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double value = (products[i][j] - sums[i] * sums[j] / count) / (count - 1.0);
        covariance[i][j] = value;
        covariance[j][i] = value;
      }
    }
    return covariance;
  }
}
