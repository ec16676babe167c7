package dev.driftwood.trainer.data;

/** A known probability density on the plane. */
public interface PlaneDensity {
  /** The natural logarithm of the density at (x, y), in nats. */
  double logDensity(double x, double y);
}
