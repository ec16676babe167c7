package dev.driftwood.runtime.sde;

/** A probability density of times on [0, 1] or on a later part of it, with its inverse CDF. */
public sealed interface TimeDensity permits RateDensity, UniformDensity, LaterDensity {
  /** The density q(t); 0 outside the support. */
  double density(double t);

  /** The share of the density below t, in [0, 1]. */
  double cumulative(double t);

  /** The time below which the share u in [0, 1] of the density lies. */
  double timeAt(double u);

  /** The integral Z of the unnormalised density, so that q = r/Z. */
  double normaliser();

  /** The uniform density on [0, 1]. */
  static TimeDensity uniform() {
    return new UniformDensity();
  }

  /**
   * This density restricted to [start, 1] and normalised anew.
   *
   * @throws IllegalArgumentException if start is not in [0, 1)
   */
  default TimeDensity from(double start) {
    if (!(start >= 0.0 && start < Sde.HORIZON)) {
      throw new IllegalArgumentException("start: " + start + " (expected: in [0, 1))");
    }
    return start == 0.0 ? this : new LaterDensity(this, start);
  }
}
