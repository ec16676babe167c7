package dev.driftwood.runtime.solve;

/**
 * How far a row has come.
 *
 * @param step steps taken, rejected ones included
 * @param evaluations evaluations of the drift used; Jacobian-vector products ride on them
 * @param outcome how the row ended, or {@link Outcome#RUNNING}
 */
public record Progress(int step, int evaluations, Outcome outcome) {
  /** A row that has not begun. */
  public static Progress start() {
    return new Progress(0, 0, Outcome.RUNNING);
  }

  /** One step further. */
  public Progress stepped(int evaluationsUsed, Outcome next) {
    return new Progress(step + 1, evaluations + evaluationsUsed, next);
  }

  /** In the same step, with further evaluations used. */
  public Progress used(int evaluationsUsed, Outcome next) {
    return new Progress(step, evaluations + evaluationsUsed, next);
  }
}
