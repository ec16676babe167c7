package dev.driftwood.runtime.batch;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How fast the network is: what was measured at the start, times how much slower calls have been of
 * late, for other models and programs use the machine too. Thread-safe.
 */
final class Pace {
  /** Seconds of calls that are remembered; the first measurements count for a fifth of that. */
  private static final double MEMORY_SECONDS = 5.0;

  private static final double FIRST_SECONDS = 1.0;

  /** A call counts for no more: a machine that stood still for once is not a slow one. */
  private static final double MOST_SECONDS = 1.0;

  /** Seconds without a call after which most of what was seen is no longer believed. */
  private static final double IDLE_SECONDS = 10.0;

  private final Map<Lane, Buckets> measured;
  private final LongSupplier clock;
  private volatile Seen seen;

  /**
   * What calls have taken. Sums, not a mean of ratios: on a busy machine most calls are quick and a
   * few take the time.
   *
   * @param spent seconds
   * @param expected seconds by what was measured
   * @param at when, nanoseconds
   */
  private record Seen(double spent, double expected, long at) {
    /** Whoever is refused makes no calls that could show better, so time must do. */
    Seen faded(double idleSeconds) {
      double kept = Math.exp(-Math.max(0, idleSeconds) / IDLE_SECONDS);
      return new Seen(expected + kept * (spent - expected), expected, at);
    }

    double secondsBefore(long now) {
      return 1e-9 * (now - at);
    }
  }

  /** The pace of a network, of which at least the drift was measured. */
  Pace(Map<Lane, Buckets> measured) {
    this(measured, System::nanoTime);
  }

  /** The same by a clock of nanoseconds. */
  Pace(Map<Lane, Buckets> measured, LongSupplier clock) {
    this.measured = Map.copyOf(measured);
    this.clock = clock;
    this.seen = new Seen(FIRST_SECONDS, FIRST_SECONDS, clock.getAsLong());
  }

  Buckets of(Lane lane) {
    Buckets known = measured.get(lane);
    return known == null ? measured.get(Lane.DRIFT) : known;
  }

  /** A call has taken some time. Told by the network's own thread only. */
  void observe(Lane lane, int rows, double seconds) {
    long now = clock.getAsLong();
    Seen before = seen.faded(seen.secondsBefore(now) - seconds);
    double part = Math.min(1, MOST_SECONDS / seconds);
    double kept = Math.exp(-part * seconds / MEMORY_SECONDS);
    seen =
        new Seen(
            kept * before.spent() + part * seconds,
            kept * before.expected() + part * of(lane).seconds(rows),
            now);
  }

  private double slowness() {
    Seen last = seen;
    Seen now = last.faded(last.secondsBefore(clock.getAsLong()));
    return now.spent() / now.expected();
  }

  /** Seconds that evaluations take in full calls. */
  double seconds(double evaluations, int tangents) {
    Bucket best = of(lane(tangents)).best();
    return slowness() * evaluations * Lane.units(tangents) / best.rate();
  }

  /** Seconds that a request takes with the network to itself. */
  double alone(Demand demand) {
    Buckets buckets = of(lane(demand.tangents()));
    int full = buckets.best().rows();
    long units = Math.max(1, demand.rows()) * Lane.units(demand.tangents());
    double round = units / full * buckets.seconds(full);
    int rest = (int) (units % full);
    return slowness() * demand.evaluations() * (round + (rest == 0 ? 0 : buckets.seconds(rest)));
  }

  private static Lane lane(int tangents) {
    return tangents == 0 ? Lane.DRIFT : Lane.PRODUCT;
  }
}
