package dev.driftwood.runtime.batch;

import java.util.Map;

/**
 * How fast the network is: what was measured at the start, times how much slower calls have been of
 * late, for other models and programs use the machine too. Thread-safe.
 */
final class Pace {
  /** Weight of a new observation: some thirty calls are remembered. */
  private static final double NEW = 0.03;

  private final Map<Lane, Buckets> measured;
  private volatile double slowness = 1.0;

  /** The pace of a network, of which at least the drift was measured. */
  Pace(Map<Lane, Buckets> measured) {
    this.measured = Map.copyOf(measured);
  }

  Buckets of(Lane lane) {
    Buckets known = measured.get(lane);
    return known == null ? measured.get(Lane.DRIFT) : known;
  }

  /** A call has taken some time. Told by the network's own thread only. */
  void observe(Lane lane, int rows, double seconds) {
    double now = seconds / of(lane).seconds(rows);
    // A single pause must not close the door, nor a single lucky call open it.
    double bounded = Math.min(Math.max(now, 0.5 * slowness), 2.0 * slowness);
    slowness += NEW * (bounded - slowness);
  }

  /** Seconds that evaluations take in full calls. */
  double seconds(double evaluations, int tangents) {
    Bucket best = of(lane(tangents)).best();
    return slowness * evaluations * Lane.units(tangents) / best.rate();
  }

  /** Seconds that a request takes with the network to itself. */
  double alone(Demand demand) {
    Buckets buckets = of(lane(demand.tangents()));
    int full = buckets.best().rows();
    long units = Math.max(1, demand.rows()) * Lane.units(demand.tangents());
    double round = units / full * buckets.seconds(full);
    int rest = (int) (units % full);
    return slowness * demand.evaluations() * (round + (rest == 0 ? 0 : buckets.seconds(rest)));
  }

  private static Lane lane(int tangents) {
    return tangents == 0 ? Lane.DRIFT : Lane.PRODUCT;
  }
}
