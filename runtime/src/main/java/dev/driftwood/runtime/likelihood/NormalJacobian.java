package dev.driftwood.runtime.likelihood;

/**
 * The Jacobian that the drift of normal data has at a time, for a covariance C = U diag(e) Uᵀ +
 * diag(f). With V = α² diag(f) + σ² I and W = α U diag(√e),
 *
 * <pre>
 *   A = −g (V + W Wᵀ)⁻¹ = −g (V⁻¹ − B Bᵀ),   B = V⁻¹ W L⁻ᵀ,  L Lᵀ = I + Wᵀ V⁻¹ W
 * </pre>
 *
 * <p>(Woodbury's identity, and Cholesky's factor L). It is the same everywhere in space.
 *
 * @param g the diffusion coefficient
 * @param inverse the diagonal of V⁻¹
 * @param corrections the columns of B
 */
record NormalJacobian(double g, double[] inverse, double[][] corrections) {
  /**
   * The Jacobian.
   *
   * @param signal the columns of W
   */
  static NormalJacobian of(double g, double[] inverse, double[][] signal) {
    double[][] columns = new double[signal.length][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = weighted(inverse, signal[j]);
    }
    double[][] lower = factor(signal, columns);
    // B Lᵀ = V⁻¹ W, column by column.
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < j; i++) {
        Vectors.add(columns[j], -lower[j][i], columns[i]);
      }
      columns[j] = Vectors.scaled(1.0 / lower[j][j], columns[j]);
    }
    return new NormalJacobian(g, inverse, columns);
  }

  /** L. */
  private static double[][] factor(double[][] signal, double[][] columns) {
    double[][] lower = new double[signal.length][signal.length];
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = Vectors.dot(signal[i], columns[j]) + (i == j ? 1.0 : 0.0);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return lower;
  }

  private static double[] weighted(double[] weights, double[] v) {
    double[] weighted = new double[v.length];
    for (int d = 0; d < v.length; d++) {
      weighted[d] = weights[d] * v[d];
    }
    return weighted;
  }

  /** tr A. */
  double trace() {
    double sum = 0.0;
    for (double precision : inverse) {
      sum += precision;
    }
    for (double[] column : corrections) {
      sum -= Vectors.dot(column, column);
    }
    return -g * sum;
  }

  /** vᵀ A v. */
  double form(double[] v) {
    double sum = Vectors.dot(v, weighted(inverse, v));
    for (double[] column : corrections) {
      double along = Vectors.dot(column, v);
      sum -= along * along;
    }
    return -g * sum;
  }

  /** A v, a fresh array. */
  double[] product(double[] v) {
    double[] product = Vectors.scaled(-g, weighted(inverse, v));
    for (double[] column : corrections) {
      Vectors.add(product, g * Vectors.dot(column, v), column);
    }
    return product;
  }
}
