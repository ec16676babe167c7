package dev.driftwood.runtime.solve;

import java.util.List;
import java.util.stream.Stream;

/**
 * A row on a time grid; the number of steps taken says where.
 *
 * @param id which row
 * @param progress how far
 * @param x the row, and whatever is integrated along with it
 * @param past what earlier steps left, the latest first
 */
public record GridState(RowId id, Progress progress, double[] x, List<Past> past)
    implements RowState {
  /** Copies the list. */
  public GridState {
    past = List.copyOf(past);
  }

  /** A row before its first step. */
  static GridState start(RowId id, double[] x) {
    return new GridState(id, Progress.start(), x, List.of());
  }

  /** The same row at another place. */
  public GridState at(double[] next) {
    return new GridState(id, progress, next, past);
  }

  /** The same row with nothing behind it. */
  public GridState forgetting() {
    return new GridState(id, progress, x, List.of());
  }

  GridState remembering(Past left) {
    return new GridState(id, progress, x, Stream.concat(Stream.of(left), past.stream()).toList());
  }

  GridState with(Progress changed, int memory) {
    return new GridState(id, changed, x, past.subList(0, Math.min(memory, past.size())));
  }

  GridState ended(int evaluations, Outcome outcome) {
    return new GridState(id, progress.used(evaluations, outcome), x, past);
  }
}
