package dev.driftwood.runtime.sampler;

/**
 * How much noise is put back in before each step of {@link EdmStochastic}.
 *
 * @param amount S_churn, over all steps; 0 for none
 * @param from S_tmin, the smallest σ/α at which noise is put in
 * @param to S_tmax, the largest
 * @param noise S_noise, the deviation of that noise; 1 keeps the law, and a little more makes up
 *     for a network that removes too much
 */
record Churn(double amount, double from, double to, double noise) {
  private static final double MOST = Math.sqrt(2.0) - 1.0;

  /** Checks the interval. */
  Churn {
    if (!(from <= to)) {
      throw new IllegalArgumentException(
          "churn-from: " + from + " (expected: <= churn-to " + to + ")");
    }
  }

  static Churn of(SamplerSettings set) {
    return new Churn(
        set.number(SamplerOption.CHURN),
        set.number(SamplerOption.CHURN_FROM),
        set.number(SamplerOption.CHURN_TO),
        set.number(SamplerOption.CHURN_NOISE));
  }

  /** σ̄ (1 + γ), the level raised for one of so many steps. */
  double raised(double scaledSigma, int steps) {
    boolean inside = scaledSigma >= from && scaledSigma <= to;
    return inside ? scaledSigma * (1.0 + Math.min(amount / steps, MOST)) : scaledSigma;
  }

  boolean isNone() {
    return amount == 0.0;
  }
}
