package dev.driftwood.gateway;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;

/** Answers with the one message of a call. */
final class Reply<T extends Message> extends ClientCall.Listener<T> {
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();

  CompletableFuture<HttpResponse> response() {
    return response;
  }

  @Override
  public void onMessage(T message) {
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.JSON_UTF_8)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build();
    response.complete(
        HttpResponse.of(headers, HttpData.ofUtf8(JsonMessages.print(message) + "\n")));
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    if (!status.isOk()) {
      try {
        response.complete(JsonErrors.response(JsonErrors.of(status, trailers)).toHttpResponse());
      } catch (RuntimeException e) {
        response.completeExceptionally(e);
      }
    }
  }
}
