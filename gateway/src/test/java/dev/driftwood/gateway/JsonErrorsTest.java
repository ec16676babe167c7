package dev.driftwood.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.protobuf.StatusProto;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonErrorsTest {
  /** All that the service says of failures. */
  static Stream<Message> details() {
    return Stream.of(
        BadRequest.getDefaultInstance(),
        ErrorInfo.getDefaultInstance(),
        PreconditionFailure.getDefaultInstance(),
        QuotaFailure.getDefaultInstance(),
        ResourceInfo.getDefaultInstance(),
        RetryInfo.getDefaultInstance());
  }

  @ParameterizedTest
  @MethodSource("details")
  void sayEveryDetail(Message detail) {
    Status said =
        Status.newBuilder()
            .setCode(Code.FAILED_PRECONDITION_VALUE)
            .addDetails(Any.pack(detail))
            .build();
    io.grpc.Status status = io.grpc.Status.FAILED_PRECONDITION;
    Metadata trailers = StatusProto.toStatusException(said).getTrailers();
    JsonNode error =
        Served.json(
                JsonErrors.json(
                    JsonErrors.of(status, trailers == null ? new Metadata() : trailers)))
            .get("error");

    assertThat(error.findValuesAsText("@type"))
        .containsExactly("type.googleapis.com/" + detail.getDescriptorForType().getFullName());
  }
}
