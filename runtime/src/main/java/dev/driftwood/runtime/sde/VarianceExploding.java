package dev.driftwood.runtime.sde;

/**
 * The variance-exploding SDE: μ = 0, α = 1, σ² = σ_min² (σ_max/σ_min)^(2t), g² = dσ²/dt = r σ² with
 * the constant rate r = 2 ln(σ_max/σ_min), prior N(0, σ_max² I).
 *
 * <p>It starts at σ(0) = σ_min: its law at t = 0 is the data smoothed by σ_min, a gap that no
 * smaller first time removes.
 *
 * <p>Source: Song et al. (arXiv:2011.13456), equation 9 and appendix B.
 *
 * @param sigmaMin σ(0), positive
 * @param sigmaMax σ(1), greater than sigmaMin
 */
public record VarianceExploding(double sigmaMin, double sigmaMax) implements Sde {
  /** Checks the range of both numbers. */
  public VarianceExploding {
    if (!(sigmaMin > 0.0 && sigmaMin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sigmaMin: " + sigmaMin + " (expected: > 0 and finite)");
    }
    if (!(sigmaMax > sigmaMin && sigmaMax < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sigmaMax: " + sigmaMax + " (expected: > sigmaMin " + sigmaMin + " and finite)");
    }
  }

  /** The usual range for images: σ from 0.01 to 50. */
  public static VarianceExploding standard() {
    return new VarianceExploding(0.01, 50.0);
  }

  @Override
  public double mu(double t) {
    return 0.0;
  }

  @Override
  public double gSquared(double t) {
    double sigma = sigma(t);
    return rate(t) * sigma * sigma;
  }

  @Override
  public double alpha(double t) {
    return 1.0;
  }

  @Override
  public double logAlpha(double t) {
    return 0.0;
  }

  @Override
  public double sigma(double t) {
    return sigmaMin * StrictMath.exp(t * StrictMath.log(sigmaMax / sigmaMin));
  }

  @Override
  public double timeOfLogSnr(double logSnr) {
    double above = -0.5 * logSnr - StrictMath.log(sigmaMin);
    return above / StrictMath.log(sigmaMax / sigmaMin);
  }

  @Override
  public double sigmaOverG(double t) {
    return Math.sqrt(1.0 / rate(t));
  }

  @Override
  public double rate(double t) {
    return 2.0 * StrictMath.log(sigmaMax / sigmaMin);
  }

  @Override
  public double priorDeviation() {
    return sigmaMax;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The rate is constant, so this density is uniform.
   */
  @Override
  public TimeDensity importanceDensity(double cutoff) {
    double rate = rate(0.0);
    return new RateDensity(cutoff, t -> rate, t -> rate * t, a -> a / rate);
  }
}
