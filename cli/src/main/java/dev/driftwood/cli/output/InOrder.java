package dev.driftwood.cli.output;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Passes on in the order of their numbers what comes in the order of finishing. */
final class InOrder<R> {
  private final Map<Long, R> waiting = new HashMap<>();
  private final Consumer<R> next;
  private long due;

  InOrder(long first, Consumer<R> next) {
    this.due = first;
    this.next = next;
  }

  void add(long number, R result) {
    waiting.put(number, result);
    for (R ready = waiting.remove(due); ready != null; ready = waiting.remove(due)) {
      due++;
      next.accept(ready);
    }
  }

  void requireComplete() {
    if (!waiting.isEmpty()) {
      throw new IllegalStateException("result " + due + " is missing");
    }
  }
}
