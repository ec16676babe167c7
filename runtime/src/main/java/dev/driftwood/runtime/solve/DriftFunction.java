package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * The drift a(y, t) = g(t) · ∇ log p_t(y) of a model, for many rows at once.
 *
 * <p>The answer to a query must not depend on the other queries of the call.
 */
@FunctionalInterface
public interface DriftFunction {
  /** Answers the queries in their order, one answer each. */
  List<Evaluation> evaluate(List<Query> queries);
}
