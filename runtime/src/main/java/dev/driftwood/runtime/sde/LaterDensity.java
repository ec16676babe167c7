package dev.driftwood.runtime.sde;

/**
 * A density restricted to [start, 1].
 *
 * @param whole the density on [0, 1]
 * @param start the first time with any density
 */
record LaterDensity(TimeDensity whole, double start) implements TimeDensity {
  @Override
  public double density(double t) {
    return t >= start ? whole.density(t) / remaining() : 0.0;
  }

  @Override
  public double cumulative(double t) {
    return t >= start ? (whole.cumulative(t) - whole.cumulative(start)) / remaining() : 0.0;
  }

  @Override
  public double timeAt(double u) {
    // Rounding must not step below the start, where a caller may have no meaning for t.
    return Math.max(start, whole.timeAt(whole.cumulative(start) + u * remaining()));
  }

  @Override
  public double normaliser() {
    return whole.normaliser() * remaining();
  }

  private double remaining() {
    return 1.0 - whole.cumulative(start);
  }
}
