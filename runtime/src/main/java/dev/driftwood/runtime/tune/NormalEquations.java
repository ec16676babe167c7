package dev.driftwood.runtime.tune;

import java.util.List;

/**
 * A least-squares problem in a few unknowns: the c for which Σ c_k column_k comes nearest to a
 * target, with a small ridge in units of the columns' own sizes, so that columns that are nearly
 * the same do no harm.
 */
final class NormalEquations {
  private final double[][] products;
  private final double[] targets;
  private long count;

  NormalEquations(int unknowns) {
    products = new double[unknowns][unknowns];
    targets = new double[unknowns];
  }

  /** Takes the equations of one row. */
  void add(List<double[]> columns, double[] target) {
    for (int i = 0; i < columns.size(); i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] += dot(columns.get(i), columns.get(j));
      }
      targets[i] += dot(columns.get(i), target);
    }
    count += target.length;
  }

  /** The coefficients; 0 for a column of zeros. */
  double[] solve(double ridge) {
    int n = targets.length;
    double[] size = new double[n];
    for (int i = 0; i < n; i++) {
      size[i] = Math.sqrt(products[i][i] / count);
    }
    double[][] scaled = new double[n][n];
    double[] right = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        scaled[i][j] = ratio(products[i][j] / count, size[i] * size[j]);
      }
      scaled[i][i] += ridge;
      right[i] = ratio(targets[i] / count, size[i]);
    }
    double[] solution = cholesky(scaled, right);
    for (int i = 0; i < n; i++) {
      solution[i] = ratio(solution[i], size[i]);
    }
    return solution;
  }

  private static double ratio(double part, double whole) {
    return whole > 0.0 ? part / whole : 0.0;
  }

  private static double[] cholesky(double[][] a, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / a[j][j];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= a[i][k] * x[k];
      }
      x[i] /= a[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= a[k][i] * x[k];
      }
      x[i] /= a[i][i];
    }
    return x;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0.0;
    for (int d = 0; d < x.length; d++) {
      sum += x[d] * y[d];
    }
    return sum;
  }
}
