package dev.driftwood.runtime.anomaly;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * A Gaussian density of features: each less its mean and over its deviation, with a covariance of
 * those that is shrunk towards a multiple of the identity, so that few rows give a usable one.
 *
 * <p>With S the rows' covariance of dimension d, μ = tr S / d and ‖A‖² = tr(A Aᵀ)/d,
 *
 * <pre>
 *   Σ = ρ μ I + (1 − ρ) S,   ρ = min(β², δ²)/δ²,   δ² = ‖S − μI‖²,   β² = Σ_n ‖z_n z_nᵀ − S‖²/N²
 * </pre>
 *
 * <p>Source: O. Ledoit, M. Wolf, "A well-conditioned estimator for large-dimensional covariance
 * matrices", Journal of Multivariate Analysis 88 (2004) (doi:10.1016/S0047-259X(03)00096-4).
 *
 * @param centre the means
 * @param scale the deviations, above 0
 * @param covariance Σ, symmetric and positive definite
 */
public record FeatureDensity(double[] centre, double[] scale, double[][] covariance) {
  /** Checks the sizes. */
  public FeatureDensity {
    if (scale.length != centre.length || covariance.length != centre.length) {
      throw new IllegalArgumentException(
          "density: %d means, %d scales, %d rows of the covariance (expected: as many)"
              .formatted(centre.length, scale.length, covariance.length));
    }
  }

  /** The density of some rows of features, of which there are at least two. */
  static FeatureDensity fit(List<double[]> rows) {
    int d = rows.get(0).length;
    double[] centre = new double[d];
    double[] scale = new double[d];
    for (int i = 0; i < d; i++) {
      int column = i;
      double[] values = rows.stream().mapToDouble(row -> row[column]).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      centre[i] = mean;
      // A feature that never varies says nothing as long as it stays near what it was.
      scale[i] = Math.max(Math.sqrt(square / values.length), 1e-3 * (1 + Math.abs(mean)));
    }
    List<double[]> standard = rows.stream().map(row -> standardised(row, centre, scale)).toList();
    return new FeatureDensity(centre, scale, shrunk(standard));
  }

  private static double[][] shrunk(List<double[]> rows) {
    int d = rows.get(0).length;
    int n = rows.size();
    double[][] s = new double[d][d];
    double fourth = 0;
    for (double[] z : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          s[i][j] += z[i] * z[j] / n;
        }
      }
      fourth += Math.pow(squaredNorm(z), 2) / n;
    }
    double mu = 0;
    double squares = 0;
    for (int i = 0; i < d; i++) {
      mu += s[i][i] / d;
      squares += squaredNorm(s[i]);
    }
    double delta = squares / d - mu * mu;
    double beta = (fourth - squares) / d / n;
    double rho = delta > 0 ? Math.min(beta, delta) / delta : 1;
    return blended(s, rho, mu);
  }

  private static double[][] blended(double[][] s, double rho, double mu) {
    // A little of the identity stays in any case, as features may depend on each other exactly.
    double identity = Math.max(rho * mu, 1e-6);
    for (int i = 0; i < s.length; i++) {
      for (int j = 0; j < s.length; j++) {
        s[i][j] = (1 - rho) * s[i][j] + (i == j ? identity : 0);
      }
    }
    return s;
  }

  private static double squaredNorm(double[] z) {
    double sum = 0;
    for (double value : z) {
      sum += value * value;
    }
    return sum;
  }

  private static double[] standardised(double[] row, double[] centre, double[] scale) {
    double[] z = new double[row.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (row[i] - centre[i]) / scale[i];
    }
    return z;
  }

  /** The marginal density of the features from one to before another. */
  FeatureDensity marginal(int from, int to) {
    double[][] block = new double[to - from][];
    for (int i = from; i < to; i++) {
      block[i - from] = Arrays.copyOfRange(covariance[i], from, to);
    }
    return new FeatureDensity(
        Arrays.copyOfRange(centre, from, to), Arrays.copyOfRange(scale, from, to), block);
  }

  /** Squared distances from the centre in this density's own metric. */
  Distance distance() {
    CholeskyDecomposition cholesky =
        new CholeskyDecomposition(MatrixUtils.createRealMatrix(covariance));
    return new Distance(this, cholesky.getL());
  }

  /** zᵀ Σ⁻¹ z by Cholesky's factor L of Σ: ‖L⁻¹ z‖². */
  record Distance(FeatureDensity density, RealMatrix factor) {
    double squared(double[] row) {
      double[] z = standardised(row, density.centre, density.scale);
      RealVector solved = MatrixUtils.createRealVector(z);
      MatrixUtils.solveLowerTriangularSystem(factor, solved);
      return solved.dotProduct(solved);
    }
  }
}
