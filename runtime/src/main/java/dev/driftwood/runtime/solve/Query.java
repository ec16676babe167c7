package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * What one row asks of the drift network: a(x, t), and vᵀ J v of the drift's Jacobian J with each
 * tangent v.
 *
 * <p>The arrays belong to the query from then on; nobody may change them.
 *
 * @param x the state, one row in the data space of the network, flattened
 * @param t the time in [0, 1]
 * @param label the class label, or {@link #UNLABELLED}
 * @param tangents the directions v, each as long as x; empty where only the drift is wanted
 * @param products whether the products J v are wanted too
 */
public record Query(double[] x, double t, int label, List<double[]> tangents, boolean products) {
  /** Stands for the absence of a class label. */
  public static final int UNLABELLED = -1;

  /** A query without products. */
  public Query(double[] x, double t, int label, List<double[]> tangents) {
    this(x, t, label, tangents, false);
  }

  /** A query without a label. */
  public Query(double[] x, double t, List<double[]> tangents) {
    this(x, t, UNLABELLED, tangents);
  }

  /** A query for the drift alone. */
  public Query(double[] x, double t, int label) {
    this(x, t, label, List.of());
  }
}
