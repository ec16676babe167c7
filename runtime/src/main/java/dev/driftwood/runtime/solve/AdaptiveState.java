package dev.driftwood.runtime.solve;

/**
 * A row under step-size control.
 *
 * @param id which row
 * @param progress how far
 * @param x the row, and whatever is integrated along with it
 * @param t its time
 * @param h the signed size of the next step; 0 before the first has been chosen
 * @param slope dx/dt at (t, x), kept from the last step; empty before the first
 * @param lastError the error norm of the last accepted step
 * @param rejected whether the last step was rejected
 */
public record AdaptiveState(
    RowId id,
    Progress progress,
    double[] x,
    double t,
    double h,
    double[] slope,
    double lastError,
    boolean rejected)
    implements RowState {
  AdaptiveState with(Progress changed) {
    return new AdaptiveState(id, changed, x, t, h, slope, lastError, rejected);
  }

  AdaptiveState begun(double firstStep, double[] firstSlope, Progress changed) {
    return new AdaptiveState(id, changed, x, t, firstStep, firstSlope, lastError, false);
  }

  AdaptiveState retried(double smallerStep, Progress changed) {
    return new AdaptiveState(id, changed, x, t, smallerStep, slope, lastError, true);
  }
}
