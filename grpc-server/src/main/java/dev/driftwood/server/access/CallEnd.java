package dev.driftwood.server.access;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/**
 * How a call ended.
 *
 * @param code of its status
 * @param reason the status's {@code google.rpc.ErrorInfo}; empty where there is none
 */
public record CallEnd(Status.Code code, String reason) {
  static CallEnd of(Status status, Metadata trailers) {
    if (status.isOk()) {
      return new CallEnd(Status.Code.OK, "");
    }
    com.google.rpc.Status details = StatusProto.fromStatusAndTrailers(status, trailers);
    return new CallEnd(
        status.getCode(),
        details.getDetailsList().stream()
            .filter(detail -> detail.is(ErrorInfo.class))
            .findFirst()
            .map(CallEnd::reason)
            .orElse(""));
  }

  private static String reason(Any detail) {
    try {
      return detail.unpack(ErrorInfo.class).getReason();
    } catch (InvalidProtocolBufferException e) {
      return "";
    }
  }
}
