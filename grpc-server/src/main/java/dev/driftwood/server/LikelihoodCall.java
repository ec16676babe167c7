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
 * A stream of images being scored. The transport's thread takes images in; the network's scores
 * them while there are any, beside the rows of others. Whoever finds the call settled with nothing
 * running ends it.
 */
final class LikelihoodCall implements StreamObserver<LikelihoodRequest>, Outbox.Listener {
  /** Bytes of a result, about; maps of scores are larger. */
  private static final long RESULT_BYTES = 512;

  private final String id;
  private final Outbox<LikelihoodResult> outbox;
  private final Function<LikelihoodRequest, Scoring> opening;
  private volatile Optional<Scoring> scoring = Optional.empty();
  private volatile @Nullable Throwable failure;
  private volatile Runnable alarm = () -> {};
  private long images;
  private long unscored;
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
    outbox.tell(this);
  }

  @Override
  public void onNext(LikelihoodRequest request) {
    if (failure != null) {
      return;
    }
    try {
      if (scoring.isEmpty()) {
        open(opening.apply(request));
      } else {
        take(request, scoring.get());
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void open(Scoring opened) {
    scoring = Optional.of(opened);
    alarm = outbox.later(opened.hold().claim().timeLeft(), () -> fail(Refusal.late()));
    // A caller who left meanwhile was not heard.
    outbox.tell(this);
    boolean over;
    synchronized (this) {
      over = ended && !running;
    }
    if (over) {
      opened.hold().worked();
    }
  }

  private void take(LikelihoodRequest request, Scoring open) {
    if (!request.hasItem()) {
      throw new InvalidField(
          "item", request.hasPlan() ? "plan: sent twice (expected: an item)" : "item: missing");
    }
    expect(open);
    open.inbox().add(request.getItem());
    start(open);
  }

  /** An image more; the first is what the call was let in for. */
  private synchronized void expect(Scoring open) {
    unscored++;
    if (images++ > 0) {
      open.hold().again();
    }
  }

  /** An image less: what it was taken to need beyond what it did is nobody's work. */
  private synchronized void settled(Scoring open) {
    unscored--;
    open.hold().row();
    open.hold().claim().remain(unscored);
  }

  private void start(Scoring open) {
    synchronized (this) {
      if (running || ended) {
        return;
      }
      running = true;
    }
    run(open);
  }

  private void run(Scoring open) {
    try {
      open.start(this::send, () -> cancelled() || open.hold().claim().dead(), this::paused);
    } catch (RuntimeException | Error e) {
      paused(Optional.of(e));
    }
  }

  private void send(LikelihoodResult result) {
    scoring.ifPresent(this::settled);
    outbox.post(() -> result, RESULT_BYTES);
    if (outbox.full()) {
      scoring.ifPresent(open -> open.hold().claim().pause());
      if (!outbox.full()) {
        room();
      }
    }
  }

  /** All images that were there are scored; more may have come since. */
  private void paused(Optional<Throwable> reason) {
    Scoring open = scoring.orElseThrow();
    boolean more;
    synchronized (this) {
      if (reason.isPresent() && failure == null) {
        failure = reason.get();
      } else if (open.hold().claim().dead() && failure == null) {
        failure = Refusal.late();
      }
      more = open.inbox().hasNext() && !cancelled();
      running = more;
    }
    if (more) {
      run(open);
    } else {
      settle();
    }
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
    scoring.ifPresent(open -> open.served().shared().wake());
    settle();
  }

  @Override
  public void gone() {
    scoring.ifPresent(open -> open.hold().claim().cancel());
    fail(Status.CANCELLED.asRuntimeException());
  }

  @Override
  public void room() {
    scoring.ifPresent(
        open -> {
          open.hold().claim().resume();
          open.served().shared().wake();
        });
  }

  @Override
  public void ended(boolean completed) {
    alarm.run();
    scoring.ifPresent(open -> open.hold().sent());
  }

  /** Ends the call where nothing is left to do or to wait for. */
  private void settle() {
    Throwable reason;
    synchronized (this) {
      boolean done = halfClosed || cancelled();
      if (ended || running || !done) {
        return;
      }
      ended = true;
      reason = failure;
    }
    if (reason == null) {
      outbox.complete();
    } else {
      outbox.fail(reason, id);
    }
    scoring.ifPresent(open -> open.hold().worked());
  }
}
