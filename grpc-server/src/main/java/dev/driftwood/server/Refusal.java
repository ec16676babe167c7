package dev.driftwood.server;

import io.grpc.Status;

/** A request that is well formed but not carried out; the message is one line for the caller. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, with the status code that the caller gets. */
  enum Reason {
    /** No such model is served. */
    UNKNOWN_MODEL(Status.Code.NOT_FOUND),
    /** As many calls are open as may be. */
    BUSY(Status.Code.RESOURCE_EXHAUSTED),
    /** The caller takes its results too slowly. */
    SLOW_READER(Status.Code.RESOURCE_EXHAUSTED),
    /** The server is about to end. */
    STOPPING(Status.Code.UNAVAILABLE);

    private final Status.Code code;

    Reason(Status.Code code) {
      this.code = code;
    }

    Status.Code code() {
      return code;
    }

    /** Whether the same request may be taken a little later. */
    boolean passing() {
      return this == BUSY || this == STOPPING;
    }
  }

  private final Reason reason;
  private final String resource;

  private Refusal(Reason reason, String resource, String message) {
    super(message);
    this.reason = reason;
    this.resource = resource;
  }

  static Refusal unknownModel(String resource, String message) {
    return new Refusal(Reason.UNKNOWN_MODEL, resource, message);
  }

  static Refusal busy(int calls) {
    return new Refusal(
        Reason.BUSY, "", "the server is busy: " + calls + " calls are open (try again later)");
  }

  static Refusal slowReader(long seconds) {
    return new Refusal(
        Reason.SLOW_READER,
        "",
        "no result was taken for %d s (expected: a client that reads on)".formatted(seconds));
  }

  static Refusal stopping() {
    return new Refusal(Reason.STOPPING, "", "the server is stopping (try again later)");
  }

  Reason reason() {
    return reason;
  }

  /** What was not found; empty for other reasons. */
  String resource() {
    return resource;
  }
}
