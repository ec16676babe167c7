package dev.driftwood.bench.exact;

import java.util.Arrays;

/**
 * A covariance of low rank above a floor, in D dimensions,
 *
 * <pre>
 *   C = U diag(e) Uᵀ + v I,     C⁻¹ = (I − U diag(κ) Uᵀ) / v,   κ_j = e_j / (v + e_j)
 * </pre>
 *
 * <p>(Woodbury's identity with orthonormal U). A product with C⁻¹ costs two times the rank times D.
 *
 * <p>A quadratic form with C⁻¹ is a difference of two sums and loses as many digits as e/v has; the
 * targets here have e/v below 10⁴ and so keep eleven or more.
 */
final class Covariance {
  private final OrthonormalBasis basis;
  private final double[] variances;
  private final double floor;
  private final double[] shrinkage;
  private final double logDeterminant;

  private Covariance(int dimension, OrthonormalBasis basis, double[] variances, double floor) {
    this.basis = basis;
    this.variances = variances;
    this.floor = floor;
    this.shrinkage = Arrays.stream(variances).map(e -> e / (floor + e)).toArray();
    this.logDeterminant =
        (dimension - variances.length) * StrictMath.log(floor)
            + Arrays.stream(variances).map(e -> StrictMath.log(floor + e)).sum();
  }

  /**
   * U diag(e) Uᵀ + v I.
   *
   * @param variances e, one for each direction, at least 0
   * @param floor v, at least 0; above 0 unless the directions span the space and all e are above 0
   */
  static Covariance of(int dimension, OrthonormalBasis basis, double[] variances, double floor) {
    double shared = shared(dimension, variances);
    if (!(floor >= 0 && floor + shared > 0)) {
      throw new IllegalArgumentException(
          "floor: " + floor + " (expected: > 0, or >= 0 where variances span the space)");
    }
    double[] rest = Arrays.stream(variances).map(e -> e - shared).toArray();
    return new Covariance(dimension, basis, rest, floor + shared);
  }

  /** What of full rank is a multiple of the identity, and so may have a floor of 0. */
  private static double shared(int dimension, double[] variances) {
    return variances.length == dimension ? Arrays.stream(variances).min().orElseThrow() : 0;
  }

  /** α² C + σ² I. */
  Covariance noised(int dimension, double alpha, double sigma) {
    double factor = alpha * alpha;
    return new Covariance(
        dimension, basis, Vectors.scaled(factor, variances), factor * floor + sigma * sigma);
  }

  /** ln det C. */
  double logDeterminant() {
    return logDeterminant;
  }

  double[] coordinates(double[] d) {
    return basis.coordinates(d);
  }

  /** aᵀ C⁻¹ b. */
  double form(double[] a, double[] coordinatesOfA, double[] b, double[] coordinatesOfB) {
    double within = 0;
    for (int j = 0; j < shrinkage.length; j++) {
      within += shrinkage[j] * coordinatesOfA[j] * coordinatesOfB[j];
    }
    return (Vectors.dot(a, b) - within) / floor;
  }

  /** sum += factor · C⁻¹ d. */
  void addSolution(double[] sum, double factor, double[] d, double[] coordinates) {
    double share = factor / floor;
    Vectors.add(sum, share, d);
    for (int j = 0; j < shrinkage.length; j++) {
      Vectors.add(sum, -share * shrinkage[j] * coordinates[j], basis.directions()[j]);
    }
  }

  int rank() {
    return basis.rank();
  }

  /** C^{1/2} ε for independent standard normal numbers: sum += U diag(√e) z + √v ε. */
  void addDraw(double[] sum, double[] within, double[] around) {
    Vectors.add(sum, Math.sqrt(floor), around);
    for (int j = 0; j < variances.length; j++) {
      Vectors.add(sum, Math.sqrt(variances[j]) * within[j], basis.directions()[j]);
    }
  }
}
