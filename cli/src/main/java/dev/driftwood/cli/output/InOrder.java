package dev.driftwood.cli.output;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Passes on in the order of their numbers what comes in the order of finishing. */
public final class InOrder<R> {
  private final Map<Long, R> waiting = new HashMap<>();
  private final Consumer<R> next;
  private long due;

  /** Nothing yet, of which the first is due. */
  public InOrder(long first, Consumer<R> next) {
    this.due = first;
    this.next = next;
  }

  /** Takes a result, and passes on those that are due. */
  public void add(long number, R result) {
    waiting.put(number, result);
    for (R ready = waiting.remove(due); ready != null; ready = waiting.remove(due)) {
      due++;
      next.accept(ready);
    }
  }

  /** Checks that nothing waits. */
  public void requireComplete() {
    if (!waiting.isEmpty()) {
      throw new IllegalStateException("result " + due + " is missing");
    }
  }
}
