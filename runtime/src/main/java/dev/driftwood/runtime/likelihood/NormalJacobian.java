package dev.driftwood.runtime.likelihood;

/**
 * The Jacobian that the drift of normal data has at a time, for a covariance C = U diag(e) Uᵀ + f
 * I:
 *
 * <pre>
 *   A = −g (α² C + σ² I)⁻¹ = −(g/v) (I − U diag(κ) Uᵀ),   v = α² f + σ²,  κ_j = α² e_j/(v + α² e_j)
 * </pre>
 *
 * <p>(Woodbury's identity). It is the same everywhere in space.
 *
 * @param factor −g/v
 * @param directions the columns of U
 * @param shrinkage κ
 * @param dimension D
 */
record NormalJacobian(double factor, double[][] directions, double[] shrinkage, int dimension) {
  /** tr A. */
  double trace() {
    double sum = dimension;
    for (double kappa : shrinkage) {
      sum -= kappa;
    }
    return factor * sum;
  }

  /** vᵀ A v. */
  double form(double[] v) {
    double sum = Vectors.dot(v, v);
    for (int j = 0; j < shrinkage.length; j++) {
      double along = Vectors.dot(directions[j], v);
      sum -= shrinkage[j] * along * along;
    }
    return factor * sum;
  }

  /** A v, a fresh array. */
  double[] product(double[] v) {
    double[] product = Vectors.scaled(factor, v);
    for (int j = 0; j < shrinkage.length; j++) {
      double along = Vectors.dot(directions[j], v);
      Vectors.add(product, -factor * shrinkage[j] * along, directions[j]);
    }
    return product;
  }
}
