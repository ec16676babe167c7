package dev.driftwood.runtime.batch;

import java.time.Duration;

/**
 * How much is let in.
 *
 * @param longest time that all waiting evaluations together may take
 * @param mostBytes that open requests may hold together
 */
public record Admission(Duration longest, long mostBytes) {
  /** Ten minutes of work, and a quarter of Java's heap. */
  public static Admission usual() {
    return new Admission(Duration.ofMinutes(10), Runtime.getRuntime().maxMemory() / 4);
  }
}
