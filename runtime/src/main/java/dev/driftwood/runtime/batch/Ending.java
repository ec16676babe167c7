package dev.driftwood.runtime.batch;

import java.util.Optional;

/** Hears of the end of a task, once, on the network's thread; must not wait. */
@FunctionalInterface
public interface Ending {
  /**
   * The task is over.
   *
   * @param failure why it failed; empty where all rows are finished, or it was cancelled
   */
  void ended(Optional<Throwable> failure);
}
