package dev.driftwood.trainer.train;

import dev.driftwood.runtime.noise.NormalQuantile;
import dev.driftwood.runtime.sde.Sde;
import java.util.function.DoubleUnaryOperator;

/** The law that times are drawn from, by its inverse distribution function. */
public enum Times {
  /** Uniform on [0, 1]. */
  UNIFORM,
  /**
   * In proportion to g²/σ², in closed form: the unweighted loss is then the likelihood's bound up
   * to a factor (Huang et al. 2021, arXiv:2106.02808).
   */
  IMPORTANCE,
  /**
   * ln(σ/α) ~ N(−1.2, 1.2²) (Karras et al. 2022, arXiv:2206.00364, table 1); what falls outside of
   * the diffusion's noise levels goes to the nearest.
   */
  LOG_NORMAL,
  /**
   * L levels, evenly spaced in t, each as likely: with {@code ve} the geometric ladder of noise
   * levels of Song and Ermon 2019 (arXiv:1907.05600).
   */
  LADDER;

  private static final double MEAN = -1.2;
  private static final double DEVIATION = 1.2;

  /** The time below which the share u in (0, 1) lies. */
  DoubleUnaryOperator of(Sde sde, ObjectivePlan plan) {
    return switch (this) {
      case UNIFORM -> u -> u;
      case IMPORTANCE -> sde.importanceDensity()::timeAt;
      case LOG_NORMAL -> u -> logNormal(sde, u);
      case LADDER -> u -> Math.floor(u * plan.levels()) / (plan.levels() - 1);
    };
  }

  private static double logNormal(Sde sde, double u) {
    double logRatio = MEAN + DEVIATION * NormalQuantile.of(u);
    return Math.min(Sde.HORIZON, Math.max(0, sde.timeOfLogSnr(-2 * logRatio)));
  }
}
