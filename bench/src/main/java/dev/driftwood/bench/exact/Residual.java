package dev.driftwood.bench.exact;

/**
 * A point as one component sees it.
 *
 * @param component N(m, C)
 * @param difference y − m
 * @param coordinates Uᵀ (y − m)
 */
record Residual(Component component, double[] difference, double[] coordinates) {
  /** ln(w N(y; m, C)). */
  double logDensity() {
    return component.logConstant() - 0.5 * form(difference, coordinates);
  }

  /** The score along a direction, −(y − m)ᵀ C⁻¹ v. */
  double slope(double[] v, double[] coordinatesOfV) {
    return -form(v, coordinatesOfV);
  }

  /** sum += factor · (−C⁻¹ (y − m)). */
  void addScore(double[] sum, double factor) {
    component.covariance().addSolution(sum, -factor, difference, coordinates);
  }

  private double form(double[] v, double[] coordinatesOfV) {
    return component.covariance().form(difference, coordinates, v, coordinatesOfV);
  }
}
