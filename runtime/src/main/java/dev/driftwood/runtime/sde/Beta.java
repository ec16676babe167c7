package dev.driftwood.runtime.sde;

/**
 * A noise schedule β(t) with B(t) = ∫₀ᵗ β, and what it makes of a variance-preserving SDE: α² =
 * e^(−B) and σ² = 1 − e^(−B).
 */
sealed interface Beta permits LinearBeta, CosineBeta {
  /** β(t). */
  double at(double t);

  /** B(t). */
  double integral(double t);

  /** The time t at which B(t) is the given value. */
  double timeOf(double integral);

  /** σ² = 1 − e^(−B). */
  default double variance(double t) {
    return -StrictMath.expm1(-integral(t));
  }

  /** r = β/σ². */
  default double rate(double t) {
    return at(t) / variance(t);
  }

  /** The time at which ln(α²/σ²) = −ln(e^B − 1) is the given value. */
  default double timeOfLogSnr(double logSnr) {
    return timeOf(softplus(-logSnr));
  }

  /** The density q ∝ r: an antiderivative is A = ln(e^B − 1), its inverse B = ln(1 + e^A). */
  default TimeDensity density(double cutoff) {
    return new RateDensity(
        cutoff,
        this::rate,
        t -> integral(t) + StrictMath.log(variance(t)),
        a -> timeOf(softplus(a)));
  }

  /** ln(1 + e^a) without overflow. */
  private static double softplus(double a) {
    return Math.max(a, 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
  }
}
