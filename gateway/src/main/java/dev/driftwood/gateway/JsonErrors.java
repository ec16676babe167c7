package dev.driftwood.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.grpc.Metadata;
import io.grpc.protobuf.StatusProto;
import java.util.OptionalLong;

/**
 * Failures in HTTP: the status code of a gRPC code, and the {@code google.rpc.Status} as JSON under
 * {@code error} (AIP-193).
 */
final class JsonErrors {
  private JsonErrors() {}

  /** What a call's end says. */
  static Status of(io.grpc.Status status, Metadata trailers) {
    Status said = StatusProto.fromStatusAndTrailers(status, trailers);
    if (status.getCode() == io.grpc.Status.Code.DEADLINE_EXCEEDED && said.getDetailsCount() == 0) {
      return of(Code.DEADLINE_EXCEEDED, "the request was not done in time");
    }
    return said.toBuilder().clearDetails().addAllDetails(known(said)).build();
  }

  /** Details of types that have a JSON here. */
  private static Iterable<Any> known(Status status) {
    return status.getDetailsList().stream()
        .filter(detail -> detail.getTypeUrl().startsWith("type.googleapis.com/google.rpc."))
        .toList();
  }

  /** A failure that is the gateway's own to tell. */
  static Status of(Code code, String message) {
    return Status.newBuilder().setCode(code.getNumber()).setMessage(message).build();
  }

  /** The whole answer to a request that failed. */
  static AggregatedHttpResponse response(Status status) {
    return response(status, http(code(status)));
  }

  /** The same where HTTP has a status that says more. */
  static AggregatedHttpResponse response(Status status, HttpStatus http) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(http)
            .contentType(MediaType.JSON_UTF_8)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    retrySeconds(status).ifPresent(after -> headers.setLong(HttpHeaderNames.RETRY_AFTER, after));
    return AggregatedHttpResponse.of(headers.build(), HttpData.ofUtf8(json(status, http) + "\n"));
  }

  /** The same on one line, for a stream that ends so. */
  static String json(Status status) {
    return json(status, http(code(status)));
  }

  private static String json(Status status, HttpStatus http) {
    try {
      ObjectNode error = (ObjectNode) JsonMessages.TREES.readTree(JsonMessages.print(status));
      error.put("code", http.code());
      error.put("status", code(status).name());
      return JsonMessages.TREES.createObjectNode().set("error", error).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("printed JSON can't be read", e);
    }
  }

  private static Code code(Status status) {
    Code code = Code.forNumber(status.getCode());
    return code == null ? Code.UNKNOWN : code;
  }

  /** The mapping of {@code google/rpc/code.proto}. */
  static HttpStatus http(Code code) {
    return switch (code) {
      case OK -> HttpStatus.OK;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ABORTED, ALREADY_EXISTS -> HttpStatus.CONFLICT;
      case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
      case CANCELLED -> HttpStatus.valueOf(499);
      case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      case UNKNOWN, INTERNAL, DATA_LOSS, UNRECOGNIZED -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /** Whole seconds after which the same request may be made again, at least as many as said. */
  private static OptionalLong retrySeconds(Status status) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(RetryInfo.class)) {
        try {
          com.google.protobuf.Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
          return OptionalLong.of(delay.getSeconds() + (delay.getNanos() > 0 ? 1 : 0));
        } catch (InvalidProtocolBufferException e) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }
}
