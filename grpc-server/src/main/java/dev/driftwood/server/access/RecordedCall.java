package dev.driftwood.server.access;

import dev.driftwood.wire.Authority;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call that tells its id to its caller, and its end to observers, once. */
final class RecordedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private final CallNotes notes;
  private final List<CallObserver> observers;
  private final long started = System.nanoTime();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile CallEnd end = new CallEnd(Status.Code.UNKNOWN, "");

  RecordedCall(ServerCall<Q, A> call, CallNotes notes, List<CallObserver> observers) {
    super(call);
    this.notes = notes;
    this.observers = observers;
    observers.forEach(observer -> observer.began(method()));
  }

  private String method() {
    return getMethodDescriptor().getFullMethodName();
  }

  @Override
  public void sendHeaders(Metadata headers) {
    headers.put(RequestId.KEY, notes.id());
    super.sendHeaders(headers);
  }

  @Override
  public void close(Status status, Metadata trailers) {
    end = CallEnd.of(status, trailers);
    trailers.put(RequestId.KEY, notes.id());
    super.close(status, trailers);
  }

  /** The caller has got the end that the service gave. */
  void completed() {
    finish(end);
  }

  /** The caller has gone, or its deadline has passed. */
  void cancelled(Context context) {
    Deadline deadline = context.getDeadline();
    boolean late = deadline != null && deadline.isExpired();
    finish(new CallEnd(late ? Status.Code.DEADLINE_EXCEEDED : Status.Code.CANCELLED, ""));
  }

  private void finish(CallEnd how) {
    if (over.getAndSet(true)) {
      return;
    }
    FinishedCall call =
        new FinishedCall(
            Instant.now(),
            notes.id(),
            method(),
            address(getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
            notes.principal(),
            notes.work(),
            how,
            Duration.ofNanos(System.nanoTime() - started));
    observers.forEach(observer -> observer.ended(call));
  }

  private static String address(@Nullable SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress internet)) {
      return String.valueOf(peer);
    }
    String host = internet.getAddress() == null ? "" : internet.getAddress().getHostAddress();
    return Authority.of(host, internet.getPort());
  }
}
