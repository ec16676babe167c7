package dev.driftwood.server;

import dev.driftwood.server.access.CallNotes;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call sends, as fast as its reader takes it. gRPC queues without bound, so a message is
 * made and given to it only when it has room. Whoever puts a message in never waits; one writer at
 * a time sends. Thread-safe.
 */
final class Outbox<T> {
  private final ServerCallStreamObserver<T> call;
  private final Writers writers;
  private final Duration patience;
  private final long roomBytes;
  private final Context context = Context.current();
  private final CallNotes notes = CallNotes.current();
  private final Context.CancellationListener leaving = context -> gone();
  private final Object lock = new Object();
  private final Mailbox<T> mailbox = new Mailbox<>();
  private Listener listener = new Listener() {};
  private boolean writing;
  private boolean completing;
  private boolean ended;
  private volatile boolean completed;
  private boolean watched;
  private long taken;
  private @Nullable RuntimeException failure;

  /** What becomes of a call; called by any thread, and must not wait. */
  interface Listener {
    /** The reader has gone, its deadline has passed, or the call has failed. */
    default void gone() {}

    /** There is room again after there was none. */
    default void room() {}

    /**
     * Nothing is sent any more.
     *
     * @param completed whether all was, and the call's good end
     */
    default void ended(boolean completed) {}
  }

  /**
   * Must be made while the call is being started, as gRPC takes handlers only then.
   *
   * @param patience how long a message may wait for a reader that does not read
   * @param roomBytes of messages that may wait before {@link #full}
   */
  Outbox(ServerCallStreamObserver<T> call, Writers writers, Duration patience, long roomBytes) {
    this.call = call;
    this.writers = writers;
    this.patience = patience;
    this.roomBytes = roomBytes;
    call.setOnReadyHandler(this::write);
    call.setOnCancelHandler(this::gone);
    context.addListener(leaving, Runnable::run);
  }

  /** Says who hears of the call's end; of one that is over already, at once. */
  void tell(Listener hearing) {
    boolean over;
    synchronized (lock) {
      listener = hearing;
      over = ended;
    }
    if (over) {
      hearing.gone();
      hearing.ended(completed);
    }
  }

  /** Whether the caller has gone or its deadline has passed. */
  boolean cancelled() {
    return context.isCancelled() || call.isCancelled();
  }

  /** Whether so much waits for the reader that no more should be made. */
  boolean full() {
    synchronized (lock) {
      return mailbox.bytes() >= roomBytes;
    }
  }

  /** Sends a message, in its order. */
  void post(Supplier<T> message, long bytes) {
    synchronized (lock) {
      mailbox.post(message, bytes);
    }
    write();
  }

  /** Sends a message unless a newer one about the same comes first. */
  void put(Object about, Supplier<T> message) {
    synchronized (lock) {
      if (!completing) {
        mailbox.put(about, message);
      }
    }
    write();
  }

  /** Takes back what was put about something. */
  void drop(Object about) {
    synchronized (lock) {
      mailbox.drop(about);
    }
  }

  /** Ends the call well, when all is sent. */
  void complete() {
    synchronized (lock) {
      completing = true;
      mailbox.dropAll();
    }
    write();
  }

  /** Ends the call with what the caller may know of a failure, whatever is not sent yet. */
  void fail(Throwable reason, String requestId) {
    synchronized (lock) {
      if (failure == null && !ended && !cancelled()) {
        failure = Failures.status(reason, requestId);
      }
    }
    write();
  }

  /** Has something looked at later; whoever asked takes it back when the call has ended. */
  Runnable later(Duration time, Runnable task) {
    return writers.later(time, task);
  }

  private void gone() {
    Listener hearing;
    synchronized (lock) {
      if (ended) {
        return;
      }
      ended = true;
      mailbox.dropAll();
      notes.superseded(mailbox.superseded());
      hearing = listener;
    }
    hearing.gone();
    close(hearing);
  }

  private void close(Listener hearing) {
    context.removeListener(leaving);
    hearing.ended(completed);
  }

  private void write() {
    synchronized (lock) {
      if (writing || ended) {
        return;
      }
      writing = true;
    }
    writers.execute(this::writeAll);
  }

  private void writeAll() {
    for (Optional<Supplier<T>> next = next(); next.isPresent(); next = next()) {
      try {
        call.onNext(next.get().get());
      } catch (RuntimeException | Error e) {
        // A call that was cancelled meanwhile takes nothing; another failure is ours.
        synchronized (lock) {
          failure = cancelled() || failure != null ? failure : Failures.status(e, notes.id());
        }
      }
      relieve();
    }
  }

  /** The next message to be sent now; where there is none, this writer has left. */
  private Optional<Supplier<T>> next() {
    Runnable last;
    RuntimeException reason;
    synchronized (lock) {
      boolean over = failure != null || (completing && mailbox.isEmpty());
      if (!ended && !over && call.isReady() && !mailbox.isEmpty()) {
        taken++;
        return mailbox.next();
      }
      writing = false;
      if (ended || !over) {
        watch();
        return Optional.empty();
      }
      ended = true;
      notes.superseded(mailbox.superseded());
      reason = failure;
      last = reason == null ? call::onCompleted : () -> call.onError(reason);
    }
    end(last, reason != null);
    return Optional.empty();
  }

  private void end(Runnable last, boolean failed) {
    try {
      if (!cancelled()) {
        last.run();
        completed = !failed;
      }
    } finally {
      if (failed) {
        // What still runs for the call is for nobody.
        listener.gone();
      }
      close(listener);
    }
  }

  private void relieve() {
    boolean room;
    synchronized (lock) {
      room = mailbox.bytes() < roomBytes && !ended;
    }
    if (room) {
      listener.room();
    }
  }

  /** Begins to lose patience where the reader does not take what must arrive. */
  private void watch() {
    if (!ended && mailbox.hasLetters() && !watched) {
      watched = true;
      long before = taken;
      writers.later(patience, () -> lookAgain(before));
    }
  }

  private void lookAgain(long before) {
    boolean stuck;
    synchronized (lock) {
      watched = false;
      stuck = taken == before && mailbox.hasLetters() && !ended;
      if (!stuck) {
        watch();
      }
    }
    if (stuck) {
      fail(Refusal.slowReader(patience.toSeconds()), notes.id());
    }
  }
}
