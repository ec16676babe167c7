package dev.driftwood.cli.serve;

import java.time.Duration;

/** Times as they are typed. */
final class Seconds {
  // More than a server runs for, and far from any overflow.
  private static final double MOST = 1e9;

  private Seconds() {}

  /** To a millisecond, of an option. */
  static Duration of(String option, double seconds) {
    if (!(seconds >= 0 && seconds <= MOST)) {
      throw new IllegalArgumentException(option + ": " + seconds + " (expected: 0 to 1e9)");
    }
    return Duration.ofMillis(Math.round(1e3 * seconds));
  }
}
