package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** What a caller may get, whatever it sends: an answer, or an error as the documentation says. */
final class DocumentedAnswer {
  private DocumentedAnswer() {}

  /**
   * Checks the end of a call.
   *
   * @param root of the request, in which a refusal names a field
   */
  static void require(RawCall.End end, Descriptor root) {
    Status status = end.status();
    switch (status.getCode()) {
      case OK -> {}
      // By the client itself, too, whose deadline has no details.
      case DEADLINE_EXCEEDED -> {}
      case INVALID_ARGUMENT -> requireField(end, root);
      case NOT_FOUND -> detail(end, ResourceInfo.class);
      case FAILED_PRECONDITION -> detail(end, PreconditionFailure.class);
      case RESOURCE_EXHAUSTED -> detail(end, ErrorInfo.class);
      default -> throw new AssertionError("undocumented: " + status + " " + end.trailers());
    }
  }

  private static void requireField(RawCall.End end, Descriptor root) {
    ErrorInfo info = detail(end, ErrorInfo.class);
    assertThat(info.getDomain()).isEqualTo("driftwood.v1");
    if (info.getReason().equals("MALFORMED_MESSAGE")) {
      return;
    }
    BadRequest request = detail(end, BadRequest.class);
    assertThat(request.getFieldViolationsCount()).isPositive();
    String path = request.getFieldViolations(0).getField();
    assertThat(isPath(path, root)).describedAs("%s: %s", path, end.status()).isTrue();
  }

  /** Whether a path names a field; what stands in brackets is anything. */
  private static boolean isPath(String path, Descriptor root) {
    Descriptor type = root;
    for (String name : path.replaceAll("(?s)\\[.*", "").split("\\.")) {
      FieldDescriptor field = type == null ? null : type.findFieldByName(name);
      boolean oneof =
          type != null && type.getOneofs().stream().anyMatch(group -> group.getName().equals(name));
      if (field == null && !oneof) {
        return false;
      }
      boolean message = field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      type = message ? field.getMessageType() : null;
    }
    return true;
  }

  private static <M extends Message> M detail(RawCall.End end, Class<M> type) {
    com.google.rpc.Status status = StatusProto.fromStatusAndTrailers(end.status(), end.trailers());
    Optional<Any> found =
        status.getDetailsList().stream().filter(detail -> detail.is(type)).findFirst();
    assertThat(found).describedAs("%s of %s", type.getSimpleName(), end.status()).isPresent();
    try {
      return found.orElseThrow().unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
