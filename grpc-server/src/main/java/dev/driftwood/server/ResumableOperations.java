package dev.driftwood.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The operations that can be resumed: those whose stream is open, and for some time and within some
 * memory those whose stream has ended, however it did: what was sent last may not have arrived.
 * Thread-safe.
 */
final class ResumableOperations {
  /** Ids of which it is remembered that and why they can't be resumed any more. */
  private static final int MOST_GONE = 4096;

  private final Keeping keeping;
  private final LongSupplier clock;
  private final Map<String, Open> open = new HashMap<>();
  // In the order in which they ended.
  private final Map<String, Ended> cut = new LinkedHashMap<>();
  private final Map<String, Ended> whole = new LinkedHashMap<>();
  private final Map<String, Gone> gone = new LinkedHashMap<>();
  private long bytes;

  /** The stream through which an operation is being carried out. */
  interface Stream {
    /** Another stream goes on with the operation; this one is to end. */
    void takenOver();
  }

  private record Open(Operation operation, Stream stream) {}

  private record Ended(Operation operation, long at) {}

  private record Gone(String owner, boolean expired) {}

  /**
   * An empty store.
   *
   * @param clock in nanoseconds
   */
  ResumableOperations(Keeping keeping, LongSupplier clock) {
    this.keeping = keeping;
    this.clock = clock;
  }

  /**
   * An operation begins, or goes on, through a stream; one through which it went before ends.
   *
   * @return how long it will be kept after the stream's end; nothing where there is no room for it
   */
  Duration hold(Operation operation, Stream stream) {
    Optional<Stream> before;
    boolean kept;
    synchronized (this) {
      forgetOld();
      before = close(operation.id());
      remove(operation.id());
      kept = keep(operation, stream);
    }
    before.ifPresent(Stream::takenOver);
    return kept ? keeping.time() : Duration.ZERO;
  }

  private boolean keep(Operation operation, Stream stream) {
    boolean room = !keeping.time().isZero() && makeRoom(operation.bytes());
    if (room) {
      gone.remove(operation.id());
      open.put(operation.id(), new Open(operation, stream));
      bytes += operation.bytes();
    } else {
      forget(operation, false);
    }
    return room;
  }

  /**
   * The operation of an id, whatever becomes of it.
   *
   * @throws Refusal where it is unknown, another's, or not kept any more
   */
  synchronized Operation find(String id, String owner) {
    forgetOld();
    Optional<Operation> found = kept(id).filter(operation -> operation.owner().equals(owner));
    if (found.isPresent()) {
      return found.get();
    }
    Gone past = gone.get(id);
    if (past == null || !past.owner().equals(owner)) {
      throw Refusal.unknownOperation(id);
    }
    throw past.expired() ? Refusal.expired(id, keeping.time()) : Refusal.notKept(id);
  }

  private Optional<Operation> kept(String id) {
    if (open.containsKey(id)) {
      return Optional.of(open.get(id).operation());
    }
    Ended ended = cut.getOrDefault(id, whole.get(id));
    return Optional.ofNullable(ended).map(Ended::operation);
  }

  /** Ends the stream of an operation, if it has one, as another will go on with it. */
  void interrupt(Operation operation) {
    Optional<Stream> before;
    synchronized (this) {
      before = close(operation.id());
    }
    before.ifPresent(Stream::takenOver);
  }

  private Optional<Stream> close(String id) {
    Open entry = open.remove(id);
    if (entry == null) {
      return Optional.empty();
    }
    cut.put(id, new Ended(entry.operation(), clock.getAsLong()));
    return Optional.of(entry.stream());
  }

  /**
   * A stream has ended.
   *
   * @param sent whether all was sent, which may not have arrived all the same
   */
  synchronized void leave(Operation operation, Stream stream, boolean sent) {
    Open entry = open.get(operation.id());
    if (entry != null && entry.stream() == stream) {
      open.remove(operation.id());
      (sent ? whole : cut).put(operation.id(), new Ended(operation, clock.getAsLong()));
    }
    forgetOld();
  }

  private void forgetOld() {
    long now = clock.getAsLong();
    for (Map<String, Ended> ended : List.of(cut, whole)) {
      Iterator<Ended> oldest = ended.values().iterator();
      boolean old = true;
      while (old && oldest.hasNext()) {
        Ended entry = oldest.next();
        old = now - entry.at() > keeping.time().toNanos();
        if (old) {
          drop(entry, oldest, true);
        }
      }
    }
  }

  /** Lets what ended go, first of it what was sent whole, until there is room; whether there is. */
  private boolean makeRoom(long needed) {
    if (needed > keeping.bytes()) {
      return false;
    }
    for (Map<String, Ended> ended : List.of(whole, cut)) {
      Iterator<Ended> oldest = ended.values().iterator();
      while (bytes + needed > keeping.bytes() && oldest.hasNext()) {
        drop(oldest.next(), oldest, false);
      }
    }
    return bytes + needed <= keeping.bytes();
  }

  private void drop(Ended entry, Iterator<Ended> place, boolean expired) {
    place.remove();
    bytes -= entry.operation().bytes();
    forget(entry.operation(), expired);
  }

  private void remove(String id) {
    Optional.ofNullable(cut.remove(id)).ifPresent(entry -> bytes -= entry.operation().bytes());
    Optional.ofNullable(whole.remove(id)).ifPresent(entry -> bytes -= entry.operation().bytes());
  }

  private void forget(Operation operation, boolean expired) {
    gone.remove(operation.id());
    gone.put(operation.id(), new Gone(operation.owner(), expired));
    if (gone.size() > MOST_GONE) {
      gone.remove(gone.keySet().iterator().next());
    }
  }

  /** Memory of what is kept at the moment, about. */
  synchronized long bytes() {
    return bytes;
  }

  /** How many operations have an open stream. */
  synchronized int open() {
    return open.size();
  }
}
