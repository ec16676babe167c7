package dev.driftwood.server;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.driftwood.runtime.batch.Overload;
import dev.driftwood.runtime.batch.StepBatcher;
import dev.driftwood.server.models.ModelUnavailable;
import dev.driftwood.server.security.QuotaExceeded;
import dev.driftwood.server.security.Unauthenticated;
import dev.driftwood.wire.InvalidField;
import dev.driftwood.wire.StatusDetails;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers are told of a failure: a status with {@code google.rpc} details, and nothing of the
 * inside. What is not theirs to mend is logged with the request's id, which is all they get.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** The form of every message about a bad argument; other ones come from inside. */
  private static final Pattern BAD_ARGUMENT =
      Pattern.compile("(?<name>[A-Za-z.]+): .* \\(expected: .*\\)");

  private Failures() {}

  /** The status for a failure of a request. */
  static StatusRuntimeException status(Throwable failure, String requestId) {
    if (failure instanceof InvalidField field) {
      return invalid(field.path(), field.getMessage());
    }
    if (failure instanceof Refusal refusal) {
      return refused(refusal);
    }
    if (failure instanceof Overload overload) {
      return refused(Refusal.of(overload));
    }
    if (failure instanceof QuotaExceeded quota) {
      return refused(Refusal.of(quota));
    }
    if (failure instanceof Unauthenticated unknown) {
      return refused(Refusal.of(unknown));
    }
    if (failure instanceof ModelUnavailable model) {
      return refused(Refusal.of(model));
    }
    if (failure instanceof StepBatcher.Stopped) {
      return refused(Refusal.stopping());
    }
    if (failure instanceof IllegalArgumentException) {
      Matcher matcher = BAD_ARGUMENT.matcher(String.valueOf(failure.getMessage()));
      if (matcher.matches()) {
        return invalid(matcher.group("name"), failure.getMessage());
      }
    }
    LOG.error("request {} failed", requestId, failure);
    ErrorInfo info = info("INTERNAL").toBuilder().putMetadata("request_id", requestId).build();
    return status(Status.Code.INTERNAL, "internal error, request " + requestId, List.of(info));
  }

  /** For bytes that are no message. */
  static StatusRuntimeException malformed() {
    return status(
        Status.Code.INVALID_ARGUMENT,
        "the request can't be read (expected: a protobuf message of driftwood.v1)",
        List.of(info("MALFORMED_MESSAGE")));
  }

  private static StatusRuntimeException invalid(String path, String message) {
    BadRequest details =
        BadRequest.newBuilder()
            .addFieldViolations(
                BadRequest.FieldViolation.newBuilder()
                    .setField(ShortText.of(path))
                    .setDescription(ShortText.of(message)))
            .build();
    return status(Status.Code.INVALID_ARGUMENT, message, List.of(details, info("INVALID_FIELD")));
  }

  private static StatusRuntimeException refused(Refusal refusal) {
    List<Message> details = new ArrayList<>();
    details.add(info(refusal.reason().name()).toBuilder().putAllMetadata(refusal.facts()).build());
    if (!refusal.resource().isEmpty()) {
      details.add(about(refusal));
    }
    Metadata trailers = new Metadata();
    refusal
        .retryAfter()
        .ifPresent(
            after -> {
              details.add(RetryInfo.newBuilder().setRetryDelay(message(after)).build());
              trailers.put(StatusDetails.PUSHBACK, Long.toString(after.toMillis()));
            });
    return status(refusal.reason().code(), refusal.getMessage(), details, trailers);
  }

  private static Message about(Refusal refusal) {
    return switch (refusal.reason()) {
      case QUOTA -> quota(refusal);
      case OPERATION_EXPIRED, OPERATION_NOT_KEPT, MODEL_CHANGED -> precondition(refusal);
      default -> resource(refusal);
    };
  }

  private static Message quota(Refusal refusal) {
    return QuotaFailure.newBuilder()
        .addViolations(
            QuotaFailure.Violation.newBuilder()
                .setSubject("client:" + refusal.resource())
                .setDescription(refusal.getMessage()))
        .build();
  }

  private static Message precondition(Refusal refusal) {
    return PreconditionFailure.newBuilder()
        .addViolations(
            PreconditionFailure.Violation.newBuilder()
                .setType(refusal.reason().name())
                .setSubject(ShortText.of(refusal.resource()))
                .setDescription(ShortText.of(refusal.getMessage())))
        .build();
  }

  private static Message resource(Refusal refusal) {
    boolean operation =
        switch (refusal.reason()) {
          case UNKNOWN_OPERATION, TAKEN_OVER -> true;
          default -> false;
        };
    return ResourceInfo.newBuilder()
        .setResourceType("driftwood.v1/" + (operation ? "Operation" : "Model"))
        .setResourceName(ShortText.of(refusal.resource()))
        .setDescription(ShortText.of(refusal.getMessage()))
        .build();
  }

  private static com.google.protobuf.Duration message(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.toSeconds())
        .setNanos(duration.toNanosPart())
        .build();
  }

  private static ErrorInfo info(String reason) {
    return ErrorInfo.newBuilder().setReason(reason).setDomain(StatusDetails.DOMAIN).build();
  }

  private static StatusRuntimeException status(
      Status.Code code, String message, List<? extends Message> details) {
    return status(code, message, details, new Metadata());
  }

  private static StatusRuntimeException status(
      Status.Code code, String message, List<? extends Message> details, Metadata trailers) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(ShortText.of(message));
    details.forEach(detail -> status.addDetails(Any.pack(detail)));
    return StatusProto.toStatusRuntimeException(status.build(), trailers);
  }
}
