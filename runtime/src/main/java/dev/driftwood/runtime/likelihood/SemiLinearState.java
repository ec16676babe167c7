package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;

/**
 * A row on a {@link SemiLinearPath}.
 *
 * @param path the row on its grid
 * @param progress how far; steps are nodes at which the trace is known
 * @param changes the change of log-density for each probe, so far
 * @param sketch the subspace of the probes to come
 */
public record SemiLinearState(GridState path, Progress progress, double[] changes, Sketch sketch)
    implements RowState {
  @Override
  public RowId id() {
    return path.id();
  }

  @Override
  public double[] x() {
    return path.x();
  }

  SemiLinearState ended(int evaluations, Outcome outcome) {
    return new SemiLinearState(path, progress.used(evaluations, outcome), changes, sketch);
  }
}
