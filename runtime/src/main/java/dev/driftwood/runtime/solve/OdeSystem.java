package dev.driftwood.runtime.solve;

/**
 * An ordinary differential equation dz/dt whose right side needs one evaluation of the drift.
 *
 * <p>The vector z begins with the row y itself and may carry further integrals behind it.
 */
public interface OdeSystem {
  /** What must be known to evaluate the right side at (t, z). */
  Query query(RowId id, double t, double[] z);

  /** The right side dz/dt at (t, z), given the answer to the query there; a fresh array. */
  double[] slope(RowId id, double t, double[] z, Evaluation evaluation);

  /** The system as a step of a fixed grid sees it, where random numbers of its own are for each. */
  default OdeSystem at(int step) {
    return this;
  }

  /** How many leading entries of z are the row; what follows gets an error norm of its own. */
  default int dimension(double[] z) {
    return z.length;
  }
}
