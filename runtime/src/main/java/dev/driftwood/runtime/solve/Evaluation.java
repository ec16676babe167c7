package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * The answer to a {@link Query}.
 *
 * @param drift a(x, t), as long as the x of the query
 * @param traces vᵀ J v for each tangent v of the query, in its order
 * @param products J v for each tangent where the query asks for them, otherwise empty: for an exact
 *     trace they would be the dimension squared
 * @param cost evaluations of the network that it took; more than one where answers are combined
 */
public record Evaluation(double[] drift, double[] traces, List<double[]> products, int cost) {
  /** An answer without products. */
  public Evaluation(double[] drift, double[] traces, int cost) {
    this(drift, traces, List.of(), cost);
  }

  /** An answer of one evaluation. */
  public Evaluation(double[] drift, double[] traces) {
    this(drift, traces, 1);
  }

  /** An answer to a query for the drift alone. */
  public Evaluation(double[] drift) {
    this(drift, new double[0]);
  }

  /** Whether every number of the answer is finite. */
  public boolean isFinite() {
    return Finite.all(drift) && Finite.all(traces) && products.stream().allMatch(Finite::all);
  }

  /** The evaluations of the network that answers took together. */
  public static int cost(List<Evaluation> answers) {
    return answers.stream().mapToInt(Evaluation::cost).sum();
  }
}
