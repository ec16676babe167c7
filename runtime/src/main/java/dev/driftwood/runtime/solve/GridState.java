package dev.driftwood.runtime.solve;

/**
 * A row on a time grid; the number of steps taken says where.
 *
 * @param id which row
 * @param progress how far
 * @param x the row, and whatever is integrated along with it
 */
public record GridState(RowId id, Progress progress, double[] x) implements RowState {
  GridState moved(double[] next, int evaluations, int steps) {
    Outcome outcome = progress.step() + 1 == steps ? Outcome.DONE : Outcome.RUNNING;
    return new GridState(id, progress.stepped(evaluations, outcome), next);
  }

  GridState ended(int evaluations, Outcome outcome) {
    return new GridState(id, progress.used(evaluations, outcome), x);
  }
}
