package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * The answer to a {@link Query}.
 *
 * @param drift a(x, t), as long as the x of the query
 * @param products the product J v for each tangent v of the query, in its order
 */
public record Evaluation(double[] drift, List<double[]> products) {
  /** An answer to a query for the drift alone. */
  public Evaluation(double[] drift) {
    this(drift, List.of());
  }

  /** Whether every number of the answer is finite. */
  public boolean isFinite() {
    return Finite.all(drift) && products.stream().allMatch(Finite::all);
  }
}
