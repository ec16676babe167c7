package dev.driftwood.runtime.solve;

/** Takes the rows of tasks to their ends. */
@FunctionalInterface
public interface RowLoop {
  /** Carries a task out; returns when all its rows are finished, or when it was cancelled. */
  void run(RowTask<?> task);

  /** A loop of its own for every task, on the thread that calls. */
  static RowLoop over(DriftFunction network) {
    return task -> task.run(network);
  }
}
