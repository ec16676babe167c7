package dev.driftwood.runtime.solve;

import java.util.List;
import java.util.function.BooleanSupplier;

/** A drift whose evaluation can be given up while it runs. */
public interface AbandonableDrift extends DriftFunction {
  /**
   * Answers the queries unless nobody waits for them any more.
   *
   * @param abandoned looked at from time to time, by another thread
   * @throws RuntimeException where it was given up
   */
  List<Evaluation> evaluate(List<Query> queries, BooleanSupplier abandoned);

  @Override
  default List<Evaluation> evaluate(List<Query> queries) {
    return evaluate(queries, () -> false);
  }
}
