package dev.driftwood.runtime.solve;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A conditional drift under {@link Guidance}: asks for both drifts of all rows in one call.
 *
 * <p>An answer takes two evaluations where guidance is applied and one elsewhere. Traces are guided
 * as the drift is, of which they are linear functions.
 *
 * @param drift of the network
 * @param guidance how much and when
 * @param nullLabel the label that means "no class"
 */
public record GuidedDrift(DriftFunction drift, Guidance guidance, int nullLabel)
    implements DriftFunction {
  @Override
  public List<Evaluation> evaluate(List<Query> queries) {
    List<Query> asked = new ArrayList<>();
    for (Query query : queries) {
      asked.add(query);
      if (isGuided(query)) {
        asked.add(new Query(query.x(), query.t(), nullLabel, query.tangents()));
      }
    }
    Iterator<Evaluation> found = drift.evaluate(List.copyOf(asked)).iterator();
    return queries.stream()
        .map(query -> isGuided(query) ? guided(found.next(), found.next()) : found.next())
        .toList();
  }

  private boolean isGuided(Query query) {
    return guidance.evaluationsAt(query.t()) > 1;
  }

  private Evaluation guided(Evaluation given, Evaluation without) {
    return new Evaluation(
        away(given.drift(), without.drift()),
        away(given.traces(), without.traces()),
        given.cost() + without.cost());
  }

  private double[] away(double[] given, double[] without) {
    double[] guided = new double[given.length];
    for (int d = 0; d < guided.length; d++) {
      guided[d] = without[d] + guidance.weight() * (given[d] - without[d]);
    }
    return guided;
  }
}
