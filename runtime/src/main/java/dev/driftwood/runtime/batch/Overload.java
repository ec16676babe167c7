package dev.driftwood.runtime.batch;

import java.time.Duration;

/** A request is not let in: what is let in already, or the request itself, is too much. */
public final class Overload extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What there is too much of. */
  public enum Kind {
    /** Evaluations that wait; fewer will in a while. */
    QUEUE,
    /** Memory that open requests hold; less in a while. */
    BYTES,
    /** The request's own work: it would take longer than its deadline allows even alone. */
    DEADLINE
  }

  private final Kind kind;
  private final Duration predicted;
  private final Duration retryAfter;

  Overload(Kind kind, double predictedSeconds, double retrySeconds, String message) {
    super(message);
    this.kind = kind;
    this.predicted = duration(predictedSeconds);
    this.retryAfter = duration(retrySeconds);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) Math.min(1e12, Math.ceil(1e3 * seconds)));
  }

  /** What there is too much of. */
  public Kind kind() {
    return kind;
  }

  /** How long the request would have taken. */
  public Duration predicted() {
    return predicted;
  }

  /** When to try again; after no time where that will not help. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
