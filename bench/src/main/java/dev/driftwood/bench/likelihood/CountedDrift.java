package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.List;

/** A drift that counts what is asked of it; for one thread. */
final class CountedDrift implements DriftFunction {
  private final DriftFunction drift;
  private long evaluations;
  private long products;

  CountedDrift(DriftFunction drift) {
    this.drift = drift;
  }

  @Override
  public List<Evaluation> evaluate(List<Query> queries) {
    evaluations += queries.size();
    products += queries.stream().mapToLong(query -> query.tangents().size()).sum();
    return drift.evaluate(queries);
  }

  /** Passes of the network, with or without products. */
  long evaluations() {
    return evaluations;
  }

  long products() {
    return products;
  }
}
