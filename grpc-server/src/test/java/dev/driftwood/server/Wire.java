package dev.driftwood.server;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A call without a transport: keeps what is sent, and is ready unless it is stalled. */
final class Wire<T> extends ServerCallStreamObserver<T> {
  private final List<T> sent = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Status.Code> end = new CompletableFuture<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile Runnable cancelling = () -> {};
  private volatile boolean cancelled;
  private volatile Runnable readiness = () -> {};
  private volatile boolean ready = true;

  /** The caller takes nothing. */
  void stall() {
    ready = false;
  }

  /** The caller reads on. */
  void goOn() {
    ready = true;
    readiness.run();
  }

  /** The caller leaves. */
  void cut() {
    cancelled = true;
    cancelling.run();
  }

  List<T> sent() {
    return sent;
  }

  Status.Code end() throws Exception {
    return end.get(10, TimeUnit.SECONDS);
  }

  /** What the call ended by, where that was not well. */
  Throwable failure() throws Exception {
    return failure.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void onNext(T message) {
    sent.add(message);
  }

  @Override
  public void onError(Throwable cause) {
    failure.complete(cause);
    end.complete(Status.fromThrowable(cause).getCode());
  }

  @Override
  public void onCompleted() {
    end.complete(Status.Code.OK);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    cancelling = handler;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    readiness = handler;
  }

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}

  @Override
  public void setCompression(String compression) {}

  @Override
  public void disableAutoInboundFlowControl() {}
}
