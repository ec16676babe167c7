package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.AbandonableDrift;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The drift -x of N(0, I), row by row, that keeps what it was asked. */
final class Network implements AbandonableDrift {
  private final List<List<Query>> calls = new ArrayList<>();
  private final Consumer<List<Query>> meanwhile;

  /** One that does something during every call. */
  Network(Consumer<List<Query>> meanwhile) {
    this.meanwhile = meanwhile;
  }

  @Override
  public List<Evaluation> evaluate(List<Query> queries, BooleanSupplier abandoned) {
    synchronized (calls) {
      calls.add(queries);
    }
    meanwhile.accept(queries);
    return queries.stream().map(Network::answer).toList();
  }

  private static Evaluation answer(Query query) {
    double[] drift = new double[query.x().length];
    for (int d = 0; d < drift.length; d++) {
      // The label moves the answer, so that guidance is seen.
      drift[d] = -query.x()[d] * (1 + 0.25 * query.t()) + 0.1 * query.label();
    }
    double[] traces = query.tangents().stream().mapToDouble(v -> -v[0] * v[0]).toArray();
    return new Evaluation(drift, traces);
  }

  List<List<Query>> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }
}
