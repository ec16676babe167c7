package dev.driftwood.client;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How often and when a broken call is tried again: after 0.1 s, then twice as long each time, up to
 * 5 s, or as the server wants it; at most so often without anything new in between.
 */
final class Patience {
  /** Some 10 s, as long as a server takes to be started anew. */
  static final int RESTART = 7;

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** A server that wants to be left alone for longer is not waited for. */
  private static final Duration LONGEST_PUSHBACK = Duration.ofMinutes(1);

  private static final long SLICE_MILLIS = 50;

  private final int most;
  private int attempts;

  /** With attempts that were not made yet. */
  Patience(int most) {
    this.most = most;
  }

  /** Something new has come in. */
  void restore() {
    attempts = 0;
  }

  /** Whether it is worth another attempt. */
  boolean left(Interruption why) {
    boolean soon = why.pushback().map(time -> time.compareTo(LONGEST_PUSHBACK) <= 0).orElse(true);
    return why.passing() && attempts < most && soon;
  }

  /** Waits before the next attempt, or until somebody does not want it any more. */
  void await(Interruption why, BooleanSupplier cancelled) {
    Duration wait = pause(attempts++, why.pushback());
    long end = System.nanoTime() + wait.toNanos();
    try {
      while (!cancelled.getAsBoolean() && end - System.nanoTime() > 0) {
        TimeUnit.MILLISECONDS.sleep(
            Math.min(SLICE_MILLIS, 1 + TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriftwoodException("interrupted while waiting for the server", e);
    }
  }

  /** The wait before an attempt, the first being number 0. */
  static Duration pause(int attempt, Optional<Duration> pushback) {
    Duration own = FIRST.multipliedBy(1L << Math.min(attempt, 20));
    Duration bounded = own.compareTo(LONGEST) < 0 ? own : LONGEST;
    return pushback.filter(time -> time.compareTo(bounded) > 0).orElse(bounded);
  }
}
