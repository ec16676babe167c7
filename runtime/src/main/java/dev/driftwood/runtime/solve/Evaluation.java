package dev.driftwood.runtime.solve;

/**
 * The answer to a {@link Query}.
 *
 * @param drift a(x, t), as long as the x of the query
 * @param traces vᵀ J v for each tangent v of the query, in its order; the products J v themselves
 *     would be the dimension squared for an exact trace
 */
public record Evaluation(double[] drift, double[] traces) {
  /** An answer to a query for the drift alone. */
  public Evaluation(double[] drift) {
    this(drift, new double[0]);
  }

  /** Whether every number of the answer is finite. */
  public boolean isFinite() {
    return Finite.all(drift) && Finite.all(traces);
  }
}
