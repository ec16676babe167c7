package dev.driftwood.server;

import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.wire.InvalidField;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream of images being scored. The transport's thread takes images in; a worker scores them
 * while there are any, and is free for others while none waits. Whoever finds the call settled with
 * no worker at it ends it.
 */
final class LikelihoodCall implements StreamObserver<LikelihoodRequest> {
  private final String id;
  private final Outbox<LikelihoodResult> outbox;
  private final Function<LikelihoodRequest, Scoring> opening;
  private volatile Optional<Scoring> scoring = Optional.empty();
  private volatile @Nullable Throwable failure;
  private boolean running;
  private boolean halfClosed;
  private boolean ended;

  /**
   * A call whose plan is still to come.
   *
   * @param opening what the plan's message asks for, admitted; throws where it is refused
   */
  LikelihoodCall(
      String id, Outbox<LikelihoodResult> outbox, Function<LikelihoodRequest, Scoring> opening) {
    this.id = id;
    this.outbox = outbox;
    this.opening = opening;
  }

  @Override
  public void onNext(LikelihoodRequest request) {
    if (failure != null) {
      return;
    }
    try {
      if (scoring.isEmpty()) {
        scoring = Optional.of(opening.apply(request));
      } else {
        take(request, scoring.get());
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void take(LikelihoodRequest request, Scoring open) {
    if (!request.hasItem()) {
      throw new InvalidField(
          "item", request.hasPlan() ? "plan: sent twice (expected: an item)" : "item: missing");
    }
    open.inbox().add(request.getItem());
    startWorker(open);
  }

  private synchronized void startWorker(Scoring open) {
    if (!running && !ended) {
      running = true;
      try {
        open.place().run(() -> work(open));
      } catch (Refusal e) {
        running = false;
        throw e;
      }
    }
  }

  private void work(Scoring open) {
    try {
      do {
        open.run(outbox::send, this::cancelled);
      } while (goesOn(open));
    } catch (RuntimeException | Error e) {
      stop(e);
    }
    settle();
  }

  /** Whether images came in after the run had ended; otherwise no worker is at the call. */
  private synchronized boolean goesOn(Scoring open) {
    running = open.inbox().hasNext() && !cancelled();
    return running;
  }

  private synchronized void stop(Throwable reason) {
    running = false;
    failure = reason;
  }

  private boolean cancelled() {
    return failure != null || outbox.cancelled();
  }

  @Override
  public void onError(Throwable cause) {
    fail(Status.CANCELLED.asRuntimeException());
  }

  @Override
  public void onCompleted() {
    if (scoring.isEmpty() && failure == null) {
      fail(missingPlan());
      return;
    }
    synchronized (this) {
      halfClosed = true;
    }
    settle();
  }

  static InvalidField missingPlan() {
    return new InvalidField("plan", "plan: missing (expected: a plan as the first message)");
  }

  private void fail(Throwable reason) {
    synchronized (this) {
      if (failure == null) {
        failure = reason;
      }
    }
    settle();
  }

  /** Ends the call where nothing is left to do or to wait for. */
  private synchronized void settle() {
    boolean done = halfClosed || cancelled();
    if (ended || running || !done) {
      return;
    }
    ended = true;
    Throwable reason = failure;
    if (reason == null) {
      outbox.complete();
    } else {
      outbox.fail(reason, id);
    }
    scoring.ifPresent(open -> open.place().close());
  }
}
