package dev.driftwood.runtime.sde;

/**
 * The variance-preserving SDE of the cosine schedule: α = cos(½π (t + s)/(1 + s))/cos(½π s/(1 +
 * s)), σ² = 1 − α², g² = −2 d ln α/dt = 2a tan(a (t + s)) with a = ½π/(1 + s), μ = −½ g², prior
 * N(0, I).
 *
 * <p>That g² has no bound as t → 1. It is held at 1000 from t* = 1 − atan(a/500)/a on, 0.998 for
 * any s, and α and σ are those of the SDE with this g²: beyond t*, α = α(t*) e^(−500 (t − t*)),
 * which is 0.0011 at t = 1 instead of 0, and σ² = 1 − α² as before. So every identity between the
 * coefficients holds on all of [0, 1], and σ rises throughout.
 *
 * <p>σ/g = √(σ²/g²) is 0 at t = 0, where g² = 2a tan(a s) is not.
 *
 * <p>Source: A. Nichol, P. Dhariwal, "Improved denoising diffusion probabilistic models", ICML 2021
 * (arXiv:2102.09672), equation 17; they bound β, by 0.999 a step, for the same reason.
 *
 * @param s the offset that keeps g² from 0 at t = 0, positive
 */
public record CosineVariancePreserving(double s) implements Sde {
  /** Checks the range of the offset. */
  public CosineVariancePreserving {
    new CosineBeta(s);
  }

  /** The usual offset: 0.008. */
  public static CosineVariancePreserving standard() {
    return new CosineVariancePreserving(0.008);
  }

  /** The time t* from which on g² is held at its bound. */
  public double boundedFrom() {
    return beta().end();
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
   * <p>An antiderivative of r is A = ln(σ²/α²). With it α² = 1/(1 + e^A), whose arc cosine is the
   * time; beyond t* its logarithm is.
   */
  @Override
  public TimeDensity importanceDensity(double cutoff) {
    return beta().density(cutoff);
  }

  private CosineBeta beta() {
    return new CosineBeta(s);
  }
}
