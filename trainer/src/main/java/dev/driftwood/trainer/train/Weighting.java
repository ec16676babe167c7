package dev.driftwood.trainer.train;

import dev.driftwood.runtime.sde.Sde;

/**
 * The weight w(t) of a row's squared error of the noise, {@code ½ w ‖ε̂ − ε‖²}. With σ̃ = σ/α the
 * error of the clean item is {@code σ̃ (ε̂ − ε)}, and the error of the score {@code (ε̂ − ε)/σ}.
 */
public enum Weighting {
  /** w = 1, which is σ² in terms of the score (Song and Ermon 2019, Ho et al. 2020). */
  SIGMA,
  /**
   * w = g²/σ², taken at 1e-3 where t is less, which makes the loss the likelihood's bound (Song et
   * al. 2021, arXiv:2101.09258): from there down its variance would have no end.
   */
  LIKELIHOOD,
  /**
   * w = 1 + σ̃²/s², which is (σ̃² + s²)/(σ̃ s)² in terms of the clean item (Karras et al. 2022,
   * arXiv:2206.00364, table 1), for data of deviation s.
   */
  EDM,
  /** w = min(1, γ σ̃²) (Hang et al. 2023, arXiv:2303.09556, for the noise as target). */
  MIN_SNR;

  double at(Sde sde, double t, ObjectivePlan plan) {
    double ratio = StrictMath.exp(-sde.logSnr(t));
    return switch (this) {
      case SIGMA -> 1;
      case LIKELIHOOD -> sde.rate(Math.max(t, Sde.IMPORTANCE_CUTOFF));
      case EDM -> 1 + ratio / (plan.sigmaData() * plan.sigmaData());
      case MIN_SNR -> Math.min(1, plan.gamma() * ratio);
    };
  }
}
