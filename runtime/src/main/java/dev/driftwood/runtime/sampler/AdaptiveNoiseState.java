package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;

/**
 * A row under the step-size control of {@link AdaptiveSde}.
 *
 * @param id which row
 * @param progress how far, with rejected steps
 * @param x the row
 * @param t its time
 * @param path the Brownian path at t
 * @param h the size of the next step
 * @param proposal the proposal of the last accepted step, with which errors are measured
 * @param drift at (x, t) where a rejected step left it behind; empty otherwise
 */
record AdaptiveNoiseState(
    RowId id,
    Progress progress,
    double[] x,
    double t,
    double[] path,
    double h,
    double[] proposal,
    double[] drift)
    implements RowState {
  boolean rejected() {
    return drift.length > 0;
  }

  AdaptiveNoiseState with(Progress changed) {
    return new AdaptiveNoiseState(id, changed, x, t, path, h, proposal, drift);
  }

  AdaptiveNoiseState retried(double smaller, double[] known, int used, Outcome outcome) {
    Progress changed = progress.stepped(used, outcome);
    return new AdaptiveNoiseState(id, changed, x, t, path, smaller, proposal, known);
  }
}
