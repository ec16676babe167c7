package dev.driftwood.gateway;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Passes the messages of a call on as they come, one at a time: the next is asked for when the one
 * before has left for the reader. Nothing is answered before the first, so a call that is refused
 * has the status of its refusal. A stream that fails later ends with a message {@code error}.
 */
final class Relay<T extends Message> extends ClientCall.Listener<T> {
  private final ClientCall<?, T> call;
  private final Framing framing;
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
  private @Nullable HttpResponseWriter writer;

  Relay(ClientCall<?, T> call, Framing framing) {
    this.call = call;
    this.framing = framing;
  }

  /** The answer, once it is known whether there is one. */
  CompletableFuture<HttpResponse> response() {
    return response;
  }

  @Override
  public void onMessage(T message) {
    HttpResponseWriter open = open();
    if (open.tryWrite(framing.frame(JsonMessages.print(message)))) {
      open.whenConsumed().thenRun(() -> call.request(1));
    } else {
      call.cancel("the reader has gone", null);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    try {
      end(status, trailers);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Whatever happens, the reader does not wait for ever. */
  void fail(Throwable failure) {
    if (!response.completeExceptionally(failure) && writer != null) {
      writer.close(failure);
    }
  }

  private void end(Status status, Metadata trailers) {
    if (status.isOk()) {
      open().close();
    } else if (writer == null) {
      response.complete(JsonErrors.response(JsonErrors.of(status, trailers)).toHttpResponse());
    } else {
      // Fails only where nobody reads any more.
      open().tryWrite(framing.frame(JsonErrors.json(JsonErrors.of(status, trailers))));
      open().close();
    }
  }

  private HttpResponseWriter open() {
    HttpResponseWriter known = writer;
    if (known != null) {
      return known;
    }
    HttpResponseWriter opened = HttpResponse.streaming();
    writer = opened;
    opened.write(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(framing.type())
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            // A proxy that collects an answer would hide its progress.
            .set("x-accel-buffering", "no")
            .build());
    response.complete(opened);
    return opened;
  }
}
