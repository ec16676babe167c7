package dev.driftwood.gateway;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.driftwood.wire.StatusDetails;

/** A request that could not be read; the message is one line for the caller. */
final class BadBody extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * A refusal.
   *
   * @param path of the part that is wrong
   */
  BadBody(String path, String message) {
    super(message);
    this.path = path;
  }

  /** The same as the service itself says of a field. */
  Status status() {
    BadRequest.FieldViolation violation =
        BadRequest.FieldViolation.newBuilder().setField(path).setDescription(getMessage()).build();
    ErrorInfo info =
        ErrorInfo.newBuilder().setReason("INVALID_FIELD").setDomain(StatusDetails.DOMAIN).build();
    return Status.newBuilder()
        .setCode(Code.INVALID_ARGUMENT_VALUE)
        .setMessage(getMessage())
        .addDetails(Any.pack(BadRequest.newBuilder().addFieldViolations(violation).build()))
        .addDetails(Any.pack(info))
        .build();
  }
}
