package dev.driftwood.bench.exact;

import java.util.List;

/**
 * Which component a point may have come from, with probabilities γ_k ∝ w_k N(y; m_k, C_k), and what
 * follows of them.
 *
 * @param residuals of all components
 * @param probabilities γ_k, in the order of the components; nobody may change them
 * @param logDensity ln p(y) in nats
 */
record Posterior(List<Residual> residuals, double[] probabilities, double logDensity) {
  /** e⁻⁷⁰ is below 10⁻³⁰: such a component moves no digit of a sum with a likely one. */
  private static final double UNLIKELY = -70;

  static Posterior of(List<Residual> residuals) {
    double[] logs = new double[residuals.size()];
    double highest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logs.length; k++) {
      logs[k] = residuals.get(k).logDensity();
      highest = Math.max(highest, logs[k]);
    }
    double sum = 0;
    for (int k = 0; k < logs.length; k++) {
      double log = logs[k] - highest;
      logs[k] = log < UNLIKELY ? 0 : StrictMath.exp(log);
      sum += logs[k];
    }
    return new Posterior(residuals, Vectors.scaled(1 / sum, logs), highest + StrictMath.log(sum));
  }

  /** ∇ ln p(y) = Σ γ_k s_k with s_k = −C_k⁻¹ (y − m_k). */
  double[] score() {
    double[] score = new double[residuals.get(0).difference().length];
    for (int k = 0; k < probabilities.length; k++) {
      if (probabilities[k] > 0) {
        residuals.get(k).addScore(score, probabilities[k]);
      }
    }
    return score;
  }

  /**
   * vᵀ ∇² ln p(y) v = Σ γ_k [(s_k·v − s·v)² − vᵀ C_k⁻¹ v] with the score s; in this form nothing
   * cancels where one component has all the probability.
   */
  double curvature(double[] v) {
    double[] slopes = new double[probabilities.length];
    double slope = 0;
    double curvature = 0;
    for (int k = 0; k < slopes.length; k++) {
      if (probabilities[k] > 0) {
        Residual residual = residuals.get(k);
        Covariance covariance = residual.component().covariance();
        double[] coordinates = covariance.coordinates(v);
        slopes[k] = residual.slope(v, coordinates);
        slope += probabilities[k] * slopes[k];
        curvature -= probabilities[k] * covariance.form(v, coordinates, v, coordinates);
      }
    }
    for (int k = 0; k < slopes.length; k++) {
      curvature += probabilities[k] * (slopes[k] - slope) * (slopes[k] - slope);
    }
    return curvature;
  }
}
