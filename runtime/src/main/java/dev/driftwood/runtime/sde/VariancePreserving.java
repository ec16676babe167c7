package dev.driftwood.runtime.sde;

/**
 * The variance-preserving SDE: μ = −½ β, g² = β, α = e^(−B/2), σ² = 1 − e^(−B), prior N(0, I), with
 * β(t) = β_min + t (β_max − β_min) and B = ∫₀ᵗ β.
 *
 * <p>Source: Song et al. (arXiv:2011.13456), equation 11 and appendix B.
 *
 * @param betaMin β(0), positive
 * @param betaMax β(1), not less than betaMin
 */
public record VariancePreserving(double betaMin, double betaMax) implements Sde {
  /** Checks the range of both numbers. */
  public VariancePreserving {
    new LinearBeta(betaMin, betaMax);
  }

  /** The usual schedule: β from 0.1 to 20. */
  public static VariancePreserving standard() {
    return new VariancePreserving(0.1, 20.0);
  }

  @Override
  public double mu(double t) {
    return -0.5 * beta().at(t);
  }

  @Override
  public double gSquared(double t) {
    return beta().at(t);
  }

  @Override
  public double alpha(double t) {
    return StrictMath.exp(logAlpha(t));
  }

  @Override
  public double logAlpha(double t) {
    return -0.5 * beta().integral(t);
  }

  @Override
  public double sigma(double t) {
    return Math.sqrt(beta().variance(t));
  }

  @Override
  public double timeOfLogSnr(double logSnr) {
    return beta().timeOfLogSnr(logSnr);
  }

  @Override
  public double sigmaOverG(double t) {
    return Math.sqrt(beta().variance(t) / beta().at(t));
  }

  @Override
  public double rate(double t) {
    return beta().rate(t);
  }

  @Override
  public double priorDeviation() {
    return 1.0;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An antiderivative of r is A = ln(e^B − 1), its inverse B = ln(1 + e^A).
   */
  @Override
  public TimeDensity importanceDensity(double cutoff) {
    return beta().density(cutoff);
  }

  private LinearBeta beta() {
    return new LinearBeta(betaMin, betaMax);
  }
}
