package dev.driftwood.server.access;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;

/** Gives every call its notes and its id, and tells observers of its end. */
public final class CallRecorder implements ServerInterceptor {
  private final List<CallObserver> observers;

  /** For some who want to know. */
  public CallRecorder(List<CallObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    CallNotes notes = new CallNotes(RequestId.of(headers));
    RecordedCall<Q, A> recorded = new RecordedCall<>(call, notes, observers);
    Context context = notes.in(Context.current());
    return new Ears<>(Contexts.interceptCall(context, recorded, headers, next), recorded);
  }

  /** Hears the transport say that all is over. */
  private static final class Ears<Q> extends SimpleForwardingServerCallListener<Q> {
    private final RecordedCall<Q, ?> call;

    Ears(ServerCall.Listener<Q> next, RecordedCall<Q, ?> call) {
      super(next);
      this.call = call;
    }

    @Override
    public void onComplete() {
      super.onComplete();
      call.completed();
    }

    @Override
    public void onCancel() {
      super.onCancel();
      call.cancelled(Context.current());
    }
  }
}
