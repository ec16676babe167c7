package dev.driftwood.server.security;

/** A call without a token that is known. */
public final class Unauthenticated extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unauthenticated(String message) {
    super(message);
  }
}
