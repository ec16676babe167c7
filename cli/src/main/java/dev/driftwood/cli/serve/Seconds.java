package dev.driftwood.cli.serve;

import java.time.Duration;

/** Times as they are typed. */
final class Seconds {
  // More than a server runs for, and far from any overflow.
  private static final double MOST = 1e9;

  private Seconds() {}

  /** Those of an option, to a millisecond; 0 for none. */
  static Duration of(String option, double seconds) {
    return duration(option, seconds, seconds >= 0, "0 to 1e9");
  }

  /** Those of an option that must be some. */
  static Duration positive(String option, double seconds) {
    return duration(option, seconds, seconds > 0, "> 0, at most 1e9");
  }

  private static Duration duration(String option, double seconds, boolean enough, String expected) {
    if (!(enough && seconds <= MOST)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s)".formatted(option, seconds, expected));
    }
    long millis = Math.round(1e3 * seconds);
    return Duration.ofMillis(seconds > 0 ? Math.max(1, millis) : 0);
  }
}
