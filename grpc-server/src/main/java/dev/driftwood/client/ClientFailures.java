package dev.driftwood.client;

import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/** Turns a call's status into what the same failure is in local calls. */
record ClientFailures(String server) {
  /**
   * The exception for a status: a bad argument is an {@link IllegalArgumentException}, all else a
   * {@link DriftwoodException} of one line that names the server.
   */
  RuntimeException of(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    String said = line(String.valueOf(status.getDescription()));
    return switch (status.getCode()) {
      case INVALID_ARGUMENT -> new IllegalArgumentException(said, failure);
      case UNAVAILABLE -> new DriftwoodException(unavailable(said, failure), failure);
      case DEADLINE_EXCEEDED ->
          new DriftwoodException(
              server + ": not done in time (expected: an answer before the deadline; allow more)",
              failure);
      case UNIMPLEMENTED ->
          new DriftwoodException(
              server + ": does not offer driftwood.v1 (expected: a Driftwood server)", failure);
      case CANCELLED -> new DriftwoodException(server + ": the call was cancelled", failure);
      default -> new DriftwoodException(server + ": " + said, failure);
    };
  }

  private String unavailable(String said, Throwable failure) {
    com.google.rpc.Status answer = StatusProto.fromThrowable(failure);
    if (answer != null && answer.getDetailsCount() > 0) {
      return server + ": " + said;
    }
    Throwable cause = Status.fromThrowable(failure).getCause();
    String why = cause == null ? said : line(String.valueOf(cause.getMessage()));
    return server + ": can't be reached: " + why + " (expected: a Driftwood server that runs)";
  }

  /** For a stream that ended before everything was there. */
  DriftwoodException cut(String missing) {
    return new DriftwoodException(server + ": the answer ended early: " + missing);
  }

  private static String line(String text) {
    return text.lines().findFirst().orElse("no reason given");
  }
}
