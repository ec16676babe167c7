package dev.driftwood.server;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.runtime.batch.Overload;
import dev.driftwood.server.models.ModelUnavailable;
import dev.driftwood.server.security.QuotaExceeded;
import dev.driftwood.server.security.Unauthenticated;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A request that is well formed but not carried out; the message is one line for the caller. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, with the status code that the caller gets. */
  enum Reason {
    /** No such model is served. */
    UNKNOWN_MODEL(Status.Code.NOT_FOUND),
    /** The model will be there soon. */
    MODEL_LOADING(Status.Code.UNAVAILABLE),
    /** The model's file can't be served. */
    MODEL_BROKEN(Status.Code.FAILED_PRECONDITION),
    /** No such operation was accepted here, or it is another caller's. */
    UNKNOWN_OPERATION(Status.Code.NOT_FOUND),
    /** The time for which an operation is kept has passed. */
    OPERATION_EXPIRED(Status.Code.FAILED_PRECONDITION),
    /** There was no room to keep an operation. */
    OPERATION_NOT_KEPT(Status.Code.FAILED_PRECONDITION),
    /** The model of an operation is another one now, or is not served any more. */
    MODEL_CHANGED(Status.Code.FAILED_PRECONDITION),
    /** Another stream goes on with the operation. */
    TAKEN_OVER(Status.Code.ABORTED),
    /** As many calls are open as may be. */
    BUSY(Status.Code.RESOURCE_EXHAUSTED),
    /** So much work waits that the request would be late. */
    QUEUE_FULL(Status.Code.RESOURCE_EXHAUSTED),
    /** Open requests hold as much memory as they may. */
    MEMORY_FULL(Status.Code.RESOURCE_EXHAUSTED),
    /** The request's own work takes longer than there is time for. */
    DEADLINE_TOO_SHORT(Status.Code.DEADLINE_EXCEEDED),
    /** The client has as much already as its quota allows. */
    QUOTA(Status.Code.RESOURCE_EXHAUSTED),
    /** Nobody is known by the token, or there is none. */
    UNAUTHENTICATED(Status.Code.UNAUTHENTICATED),
    /** The time that the server gives to a request has passed. */
    LATE(Status.Code.DEADLINE_EXCEEDED),
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
  }

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Reason reason;
  private final String resource;
  private final transient Optional<Duration> retryAfter;
  private final transient Map<String, String> facts;

  private Refusal(
      Reason reason,
      String resource,
      Optional<Duration> retryAfter,
      Map<String, String> facts,
      String message) {
    super(message);
    this.reason = reason;
    this.resource = resource;
    this.retryAfter = retryAfter;
    this.facts = Map.copyOf(facts);
  }

  private static Refusal of(Reason reason, String message) {
    return new Refusal(reason, "", Optional.empty(), Map.of(), message);
  }

  private static Refusal passing(Reason reason, String message) {
    return new Refusal(reason, "", Optional.of(SOON), Map.of(), message);
  }

  /** What the backlog says, in the caller's words. */
  static Refusal of(Overload overload) {
    Reason reason =
        switch (overload.kind()) {
          case QUEUE -> Reason.QUEUE_FULL;
          case BYTES -> Reason.MEMORY_FULL;
          case DEADLINE -> Reason.DEADLINE_TOO_SHORT;
        };
    Optional<Duration> retry = Optional.of(overload.retryAfter()).filter(after -> !after.isZero());
    Map<String, String> facts =
        Map.of("predicted_milliseconds", Long.toString(overload.predicted().toMillis()));
    return new Refusal(reason, "", retry, facts, overload.getMessage());
  }

  /** The time that the server gives to a request has passed. */
  static Refusal late() {
    return of(Reason.LATE, "the request was not done in time");
  }

  /** The client must wait, whatever the server has room for. */
  static Refusal of(QuotaExceeded quota) {
    return new Refusal(
        Reason.QUOTA,
        quota.client(),
        Optional.of(quota.retryAfter()),
        Map.of(),
        quota.getMessage());
  }

  static Refusal of(Unauthenticated failure) {
    return of(Reason.UNAUTHENTICATED, String.valueOf(failure.getMessage()));
  }

  /** A model that can't be used. */
  static Refusal of(ModelUnavailable model) {
    Reason reason =
        switch (model.why()) {
          case UNKNOWN -> Reason.UNKNOWN_MODEL;
          case LOADING -> Reason.MODEL_LOADING;
          case BROKEN -> Reason.MODEL_BROKEN;
        };
    Optional<Duration> retry =
        reason == Reason.MODEL_LOADING ? Optional.of(SOON) : Optional.empty();
    return new Refusal(reason, model.model(), retry, Map.of(), model.getMessage());
  }

  static Refusal unknownOperation(String id) {
    return about(
        Reason.UNKNOWN_OPERATION,
        id,
        "unknown operation '%s' (expected: one that this server has accepted since it started)");
  }

  static Refusal expired(String id, Duration keep) {
    return about(
        Reason.OPERATION_EXPIRED,
        id,
        "operation '%s' has expired (expected: to be resumed within "
            + keep.toSeconds()
            + " s of its stream's end)");
  }

  static Refusal notKept(String id) {
    return about(
        Reason.OPERATION_NOT_KEPT,
        id,
        "operation '%s' was not kept, for want of room (expected: one that is; ask for the missing"
            + " rows by first_row and count)");
  }

  static Refusal modelChanged(String id, ModelRef model) {
    return about(
        Reason.MODEL_CHANGED,
        id,
        "operation '%s' was of another model "
            + model.getName()
            + "/"
            + model.getVersion()
            + " (expected: the same as before)");
  }

  static Refusal takenOver(String id) {
    return about(Reason.TAKEN_OVER, id, "operation '%s' goes on in another call");
  }

  private static Refusal about(Reason reason, String id, String message) {
    return new Refusal(reason, id, Optional.empty(), Map.of(), message.replace("%s", id));
  }

  static Refusal busy(int calls) {
    return passing(
        Reason.BUSY, "the server is busy: " + calls + " calls are open (try again later)");
  }

  static Refusal slowReader(long seconds) {
    return of(
        Reason.SLOW_READER,
        "no result was taken for %d s (expected: a client that reads on)".formatted(seconds));
  }

  static Refusal stopping() {
    return passing(Reason.STOPPING, "the server is stopping (try again later)");
  }

  Reason reason() {
    return reason;
  }

  /** What was not found, whose quota it is, or the operation it is about; else empty. */
  String resource() {
    return resource;
  }

  /** When the same request may be taken; empty where waiting does not help. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** What else may help the caller, by name. */
  Map<String, String> facts() {
    return facts;
  }
}
