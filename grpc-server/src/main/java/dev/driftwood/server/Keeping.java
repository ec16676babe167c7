package dev.driftwood.server;

import java.time.Duration;

/**
 * How much a server keeps of calls whose stream has ended, so that they can be resumed.
 *
 * @param time for which it keeps what was asked for, counted from the end of the stream
 * @param bytes of all that it keeps; what ended first goes first
 */
public record Keeping(Duration time, long bytes) {
  /** The longest time that can be set. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** Ten minutes, 64 MiB. */
  public static final Keeping DEFAULT = new Keeping(Duration.ofMinutes(10), 64L << 20);

  /** Checks the ranges. */
  public Keeping {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "keep-seconds: %d (expected: 0 to %d)".formatted(time.toSeconds(), LONGEST.toSeconds()));
    }
    if (!(bytes >= 0)) {
      throw new IllegalArgumentException("keep-bytes: " + bytes + " (expected: >= 0)");
    }
  }
}
