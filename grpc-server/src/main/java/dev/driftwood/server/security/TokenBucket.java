package dev.driftwood.server.security;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Permits that come at a steady rate and are kept up to a burst. Whoever asks for more than a burst
 * gets it from a full bucket, and what is then owed is waited for by who comes next: a large
 * request costs as much as small ones and can be made at all. Thread-safe.
 */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double rate;
  private final double burst;
  private final LongSupplier clock;
  private double level;
  private long at;

  /**
   * A full one.
   *
   * @param rate a second
   * @param burst kept at the most
   * @param clock of nanoseconds
   */
  TokenBucket(double rate, double burst, LongSupplier clock) {
    this.rate = rate;
    this.burst = burst;
    this.clock = clock;
    this.level = burst;
    this.at = clock.getAsLong();
  }

  /** Takes some if it may; nothing to wait for if it did, else the time until it could. */
  synchronized Duration take(double amount) {
    refill();
    double missing = Math.min(amount, burst) - level;
    if (missing > 0) {
      return Duration.ofMillis((long) Math.ceil(1e3 * missing / rate));
    }
    level -= amount;
    return Duration.ZERO;
  }

  /** Takes some whatever there is. */
  synchronized void owe(double amount) {
    refill();
    level -= amount;
  }

  private void refill() {
    long now = clock.getAsLong();
    level = Math.min(burst, level + (now - at) / NANOS_PER_SECOND * rate);
    at = now;
  }

  /** Whether nothing is owed and nothing was taken lately. */
  synchronized boolean full() {
    refill();
    return level >= burst;
  }
}
