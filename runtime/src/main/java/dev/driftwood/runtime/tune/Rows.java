package dev.driftwood.runtime.tune;

import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are taken along together, all at the same time.
 *
 * @param drift of the network
 * @param ids which rows
 * @param batch rows in a network call
 */
record Rows(DriftFunction drift, List<RowId> ids, int batch) {
  /** The drift of every row at a time. */
  List<double[]> drifts(List<double[]> x, double t) {
    List<double[]> drifts = new ArrayList<>();
    for (int from = 0; from < x.size(); from += batch) {
      List<Query> queries = new ArrayList<>();
      for (int row = from; row < Math.min(from + batch, x.size()); row++) {
        queries.add(new Query(x.get(row), t, ids.get(row).label()));
      }
      drift.evaluate(queries).stream().map(Evaluation::drift).forEach(drifts::add);
    }
    return drifts;
  }
}
