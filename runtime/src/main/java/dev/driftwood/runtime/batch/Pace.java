package dev.driftwood.runtime.batch;

import java.util.Map;

/**
 * How fast the network is: what was measured at the start, times how much slower calls have been of
 * late, for other models and programs use the machine too. Thread-safe.
 */
final class Pace {
  /** Seconds of calls that are remembered; the first measurements count for a fifth of that. */
  private static final double MEMORY_SECONDS = 5.0;

  private static final double FIRST_SECONDS = 1.0;

  private final Map<Lane, Buckets> measured;
  // Sums, not a mean of ratios: on a busy machine most calls are quick and a few take the time.
  private double spent = FIRST_SECONDS;
  private double expected = FIRST_SECONDS;
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
    double kept = Math.exp(-seconds / MEMORY_SECONDS);
    spent = kept * spent + seconds;
    expected = kept * expected + of(lane).seconds(rows);
    slowness = spent / expected;
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
