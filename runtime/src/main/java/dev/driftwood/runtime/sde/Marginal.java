package dev.driftwood.runtime.sde;

/**
 * The law of y_t given x, N(α x, σ² I), with what a drift a(y, t) says about y there.
 *
 * @param t the time
 * @param alpha α(t)
 * @param sigma σ(t)
 * @param sigmaOverG σ/g
 */
public record Marginal(double t, double alpha, double sigma, double sigmaOverG) {
  /** σ̄ = σ/α, the deviation of y/α: the σ of Karras et al. (arXiv:2206.00364). */
  public double scaledSigma() {
    return sigma / alpha;
  }

  /** Half the logarithm of the signal-to-noise ratio, ln(α/σ); infinite where σ = 0. */
  public double halfLogSnr() {
    return StrictMath.log(alpha / sigma);
  }

  /** ε̂ = −(σ/g) a, a fresh array. */
  public double[] noise(double[] drift) {
    double[] noise = new double[drift.length];
    for (int d = 0; d < noise.length; d++) {
      noise[d] = -sigmaOverG * drift[d];
    }
    return noise;
  }

  /** x̂₀ = (y + σ (σ/g) a)/α, a fresh array. */
  public double[] data(double[] y, double[] drift) {
    double weight = sigma * sigmaOverG;
    double[] data = new double[drift.length];
    for (int d = 0; d < data.length; d++) {
      data[d] = (y[d] + weight * drift[d]) / alpha;
    }
    return data;
  }
}
