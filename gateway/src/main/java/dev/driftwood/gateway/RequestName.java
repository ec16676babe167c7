package dev.driftwood.gateway;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;

/** Hands the name of a request, {@code x-request-id}, on to the service and back. */
final class RequestName<T> extends SimpleForwardingClientCallListener<T> {
  static final String HEADER = "x-request-id";
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private final ServiceRequestContext ctx;

  RequestName(ServiceRequestContext ctx, ClientCall.Listener<T> next) {
    super(next);
    this.ctx = ctx;
  }

  /** The caller's, if it gives one. */
  static void tell(ServiceRequestContext ctx, Metadata metadata) {
    String given = ctx.request().headers().get(HEADER);
    if (given != null) {
      metadata.put(KEY, given);
    }
  }

  @Override
  public void onHeaders(Metadata headers) {
    answer(headers);
    super.onHeaders(headers);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    answer(trailers);
    super.onClose(status, trailers);
  }

  private void answer(Metadata metadata) {
    String id = metadata.get(KEY);
    if (id != null) {
      ctx.mutateAdditionalResponseHeaders(headers -> headers.set(HEADER, id));
    }
  }
}
