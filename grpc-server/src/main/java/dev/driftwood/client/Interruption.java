package dev.driftwood.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.driftwood.wire.StatusDetails;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a stream ended before its summary, and what can be done about it.
 *
 * @param cause as gRPC says it
 * @param silent whether the stream ended as if it were whole
 */
record Interruption(StatusRuntimeException cause, boolean silent) {
  static Interruption of(StatusRuntimeException cause) {
    return new Interruption(cause, false);
  }

  static Interruption inSilence() {
    Status status = Status.UNAVAILABLE.withDescription("the stream ended without a summary");
    return new Interruption(status.asRuntimeException(), true);
  }

  /** Whether the same may go well later: the connection broke, or the server says so. */
  boolean passing() {
    return switch (code()) {
      case UNAVAILABLE, RESOURCE_EXHAUSTED -> true;
      // What proxies make of a stream that they reset.
      case CANCELLED, INTERNAL, UNKNOWN ->
          String.valueOf(cause.getStatus().getDescription()).contains("RST_STREAM");
      default -> false;
    };
  }

  /** Whether the server can't go on with the operation, though it may draw its rows anew. */
  boolean forgotten() {
    return switch (code()) {
      case NOT_FOUND, FAILED_PRECONDITION, UNIMPLEMENTED -> true;
      default -> false;
    };
  }

  Status.Code code() {
    return cause.getStatus().getCode();
  }

  /** How long the server wants to be left alone, if it says so; nothing less helps. */
  Optional<Duration> pushback() {
    Metadata trailers = cause.getTrailers();
    String told = trailers == null ? null : trailers.get(StatusDetails.PUSHBACK);
    if (told != null && told.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofMillis(Long.parseLong(told)));
    }
    com.google.rpc.Status status = StatusProto.fromThrowable(cause);
    return status == null
        ? Optional.empty()
        : status.getDetailsList().stream()
            .filter(detail -> detail.is(RetryInfo.class))
            .map(Interruption::delay)
            .findFirst();
  }

  private static Duration delay(Any detail) {
    try {
      com.google.protobuf.Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
      return Duration.ofSeconds(Math.max(0, delay.getSeconds()), Math.max(0, delay.getNanos()));
    } catch (InvalidProtocolBufferException e) {
      return Duration.ZERO;
    }
  }

  /** One line that says what happened. */
  String line() {
    Status status = cause.getStatus();
    String said = String.valueOf(status.getDescription()).lines().findFirst().orElse("");
    return status.getCode() + ": " + said;
  }
}
