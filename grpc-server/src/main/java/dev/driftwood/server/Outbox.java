package dev.driftwood.server;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a call sends, as fast as its reader takes it: gRPC queues without bound, so a message is
 * given to it only when it has room. One thread sends at a time.
 */
final class Outbox<T> {
  // A cancelled context wakes nobody, so its state is looked at from time to time.
  private static final long LOOK_MILLIS = 100;

  private final ServerCallStreamObserver<T> call;
  private final Context context = Context.current();
  private final Duration patience;
  private final Object readiness = new Object();

  /** Must be made while the call is being started, as gRPC takes handlers only then. */
  Outbox(ServerCallStreamObserver<T> call, Duration patience) {
    this.call = call;
    this.patience = patience;
    call.setOnReadyHandler(this::wake);
    call.setOnCancelHandler(this::wake);
  }

  /** Whether the caller has gone or its deadline has passed. */
  boolean cancelled() {
    return context.isCancelled() || call.isCancelled();
  }

  /**
   * Sends a message once there is room for it; one to a caller who has gone is dropped.
   *
   * @throws Refusal if there is no room for too long
   */
  void send(T message) {
    awaitRoom();
    if (!cancelled()) {
      call.onNext(message);
    }
  }

  /** Sends a message if there is room for it now. */
  void offer(T message) {
    if (call.isReady() && !cancelled()) {
      call.onNext(message);
    }
  }

  /** Ends the call well. */
  void complete() {
    if (!cancelled()) {
      call.onCompleted();
    }
  }

  /** Ends the call with what the caller may know of a failure. */
  void fail(Throwable failure, String requestId) {
    if (!cancelled()) {
      call.onError(Failures.status(failure, requestId));
    }
  }

  private void wake() {
    synchronized (readiness) {
      readiness.notifyAll();
    }
  }

  private void awaitRoom() {
    long start = System.nanoTime();
    synchronized (readiness) {
      while (!call.isReady() && !cancelled()) {
        if (System.nanoTime() - start > patience.toNanos()) {
          throw Refusal.slowReader(patience.toSeconds());
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.timedWait(readiness, LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.stopping();
    }
  }
}
