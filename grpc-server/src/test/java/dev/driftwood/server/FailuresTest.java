package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.models.ModelUnavailable;
import dev.driftwood.wire.InvalidField;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(
            new InvalidField("steps", "steps: 0 (expected: >= 1)"),
            Status.Code.INVALID_ARGUMENT,
            "INVALID_FIELD",
            BadRequest.class),
        Arguments.of(
            new IllegalArgumentException("label: 3 (expected: none)"),
            Status.Code.INVALID_ARGUMENT,
            "INVALID_FIELD",
            BadRequest.class),
        Arguments.of(
            new ModelUnavailable(ModelUnavailable.Why.UNKNOWN, "x", "unknown model 'x'"),
            Status.Code.NOT_FOUND,
            "UNKNOWN_MODEL",
            ResourceInfo.class),
        Arguments.of(
            new ModelUnavailable(ModelUnavailable.Why.LOADING, "x", "x is being loaded"),
            Status.Code.UNAVAILABLE,
            "MODEL_LOADING",
            RetryInfo.class),
        Arguments.of(
            new ModelUnavailable(ModelUnavailable.Why.BROKEN, "x", "x can't be served"),
            Status.Code.FAILED_PRECONDITION,
            "MODEL_BROKEN",
            ResourceInfo.class),
        Arguments.of(Refusal.busy(8), Status.Code.RESOURCE_EXHAUSTED, "BUSY", RetryInfo.class),
        Arguments.of(
            Refusal.slowReader(30), Status.Code.RESOURCE_EXHAUSTED, "SLOW_READER", ErrorInfo.class),
        Arguments.of(Refusal.stopping(), Status.Code.UNAVAILABLE, "STOPPING", RetryInfo.class));
  }

  @ParameterizedTest
  @MethodSource("table")
  void tellsCodeReasonAndDetails(
      Throwable failure, Status.Code code, String reason, Class<? extends Message> detail)
      throws InvalidProtocolBufferException {
    com.google.rpc.Status status = status(failure);

    assertThat(status.getCode()).isEqualTo(code.value());
    assertThat(status.getMessage()).isEqualTo(failure.getMessage());
    assertThat(detail(status, ErrorInfo.class).getReason()).isEqualTo(reason);
    assertThat(detail(status, detail)).isNotNull();
  }

  @Test
  void namesTheField() throws InvalidProtocolBufferException {
    BadRequest details =
        detail(status(new InvalidField("plan.probes", "probes: 0")), BadRequest.class);

    assertThat(details.getFieldViolations(0).getField()).isEqualTo("plan.probes");
  }

  @Test
  void keepsTheInsideToItself() throws InvalidProtocolBufferException {
    for (Throwable failure :
        Stream.of(
                new IllegalStateException("secret"),
                new IllegalArgumentException("secret"),
                new DriftwoodException("/secret/path: can't be read"),
                new OutOfMemoryError("secret"))
            .toList()) {
      com.google.rpc.Status status = status(failure);

      assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL.value());
      assertThat(status.toString()).doesNotContain("secret");
      assertThat(detail(status, ErrorInfo.class).getMetadataOrThrow("request_id"))
          .isEqualTo("request-1");
    }
  }

  private static com.google.rpc.Status status(Throwable failure) {
    return Objects.requireNonNull(StatusProto.fromThrowable(Failures.status(failure, "request-1")));
  }

  private static <T extends Message> T detail(com.google.rpc.Status status, Class<T> type)
      throws InvalidProtocolBufferException {
    Any packed =
        status.getDetailsList().stream().filter(any -> any.is(type)).findFirst().orElseThrow();
    return packed.unpack(type);
  }
}
