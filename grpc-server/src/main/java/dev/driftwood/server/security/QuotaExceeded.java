package dev.driftwood.server.security;

import java.time.Duration;

/** A client has asked for more than it may; later it may again. */
public final class QuotaExceeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String client;
  private final Duration retryAfter;

  QuotaExceeded(String client, Duration retryAfter, String message) {
    super(message);
    this.client = client;
    this.retryAfter = retryAfter;
  }

  /** Whose quota, by name or address. */
  public String client() {
    return client;
  }

  /** When the same request may be taken. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
