package dev.driftwood.runtime.sde;

/** The uniform density on [0, 1]. */
record UniformDensity() implements TimeDensity {
  @Override
  public double density(double t) {
    return t >= 0.0 && t <= Sde.HORIZON ? 1.0 / Sde.HORIZON : 0.0;
  }

  @Override
  public double cumulative(double t) {
    return Math.min(Math.max(t / Sde.HORIZON, 0.0), 1.0);
  }

  @Override
  public double timeAt(double u) {
    return u * Sde.HORIZON;
  }

  @Override
  public double normaliser() {
    return Sde.HORIZON;
  }
}
