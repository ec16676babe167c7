package dev.driftwood.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a call still has to say: messages that must arrive, in their order, and ones of which only
 * the latest counts. Messages are made when they are sent. Not for several threads at once.
 */
final class Mailbox<T> {
  private final Deque<Letter<T>> letters = new ArrayDeque<>();
  private final Map<Object, Supplier<T>> latest = new LinkedHashMap<>();
  private long bytes;
  private long superseded;

  private record Letter<T>(Supplier<T> message, long bytes) {}

  /** A message that must arrive. */
  void post(Supplier<T> message, long size) {
    letters.add(new Letter<>(message, size));
    bytes += size;
  }

  /** A message that takes the place of an unsent one about the same. */
  void put(Object about, Supplier<T> message) {
    if (latest.put(about, message) != null) {
      superseded++;
    }
  }

  /** Nothing more is to be said about something. */
  void drop(Object about) {
    if (latest.remove(about) != null) {
      superseded++;
    }
  }

  /** Nothing more is to be said but what must arrive. */
  void dropAll() {
    superseded += latest.size();
    latest.clear();
  }

  /** Takes the next message out: what must arrive goes first. */
  Optional<Supplier<T>> next() {
    Letter<T> letter = letters.poll();
    if (letter != null) {
      bytes -= letter.bytes();
      return Optional.of(letter.message());
    }
    Optional<Object> oldest = latest.keySet().stream().findFirst();
    return oldest.map(latest::remove);
  }

  boolean isEmpty() {
    return letters.isEmpty() && latest.isEmpty();
  }

  /** Whether something must arrive. */
  boolean hasLetters() {
    return !letters.isEmpty();
  }

  /** Size of what must arrive. */
  long bytes() {
    return bytes;
  }

  /** Messages that were never sent, newer ones having come. */
  long superseded() {
    return superseded;
  }
}
