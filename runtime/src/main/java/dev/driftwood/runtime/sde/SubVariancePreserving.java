package dev.driftwood.runtime.sde;

/**
 * The sub-variance-preserving SDE: μ = −½ β, g² = β (1 − e^(−2B)), α = e^(−B/2), σ = 1 − e^(−B),
 * prior N(0, I), with β(t) = β_min + t (β_max − β_min) and B = ∫₀ᵗ β.
 *
 * <p>Its diffusion vanishes at t = 0, where the drift a = g · score does too; σ/g = √(tanh(B/2)/β)
 * and r = g²/σ² = β coth(B/2).
 *
 * <p>Source: Song et al. (arXiv:2011.13456), equation 12 and appendix B.
 *
 * @param betaMin β(0), positive
 * @param betaMax β(1), not less than betaMin
 */
public record SubVariancePreserving(double betaMin, double betaMax) implements Sde {
  private static final double LOG_TWO = StrictMath.log(2.0);

  /** Checks the range of both numbers. */
  public SubVariancePreserving {
    new LinearBeta(betaMin, betaMax);
  }

  /** The usual schedule: β from 0.1 to 20. */
  public static SubVariancePreserving standard() {
    return new SubVariancePreserving(0.1, 20.0);
  }

  @Override
  public double mu(double t) {
    return -0.5 * beta().at(t);
  }

  @Override
  public double gSquared(double t) {
    return -beta().at(t) * StrictMath.expm1(-2.0 * beta().integral(t));
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
    return -StrictMath.expm1(-beta().integral(t));
  }

  /**
   * {@inheritDoc}
   *
   * <p>σ²/α² = 4 sinh²(B/2), so B = 2 asinh(½ e^(−L/2)) where L is the ratio's logarithm.
   */
  @Override
  public double timeOfLogSnr(double logSnr) {
    return beta().timeOf(2.0 * asinhOfExp(-0.5 * logSnr - LOG_TWO));
  }

  @Override
  public double sigmaOverG(double t) {
    return Math.sqrt(1.0 / rate(t));
  }

  @Override
  public double rate(double t) {
    return beta().at(t) / StrictMath.tanh(0.5 * beta().integral(t));
  }

  @Override
  public double priorDeviation() {
    return 1.0;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An antiderivative of r is A = 2 ln sinh(B/2), its inverse B = 2 asinh(e^(A/2)).
   */
  @Override
  public TimeDensity importanceDensity(double cutoff) {
    LinearBeta beta = beta();
    return new RateDensity(
        cutoff,
        this::rate,
        t -> beta.integral(t) + 2.0 * (StrictMath.log(sigma(t)) - LOG_TWO),
        a -> beta.timeOf(2.0 * asinhOfExp(0.5 * a)));
  }

  private LinearBeta beta() {
    return new LinearBeta(betaMin, betaMax);
  }

  /** asinh(e^z), in the form that neither overflows nor cancels. */
  private static double asinhOfExp(double z) {
    if (z > 0.0) {
      return z + StrictMath.log(1.0 + Math.sqrt(1.0 + StrictMath.exp(-2.0 * z)));
    }
    double x = StrictMath.exp(z);
    return StrictMath.log1p(x + x * x / (1.0 + Math.sqrt(1.0 + x * x)));
  }
}
