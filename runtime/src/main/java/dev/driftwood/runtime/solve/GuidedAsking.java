package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * Asks a conditional network under {@link Guidance}: twice where it is applied, for the class and
 * for none, and once elsewhere. Traces are guided as the drift is, of which they are linear
 * functions.
 *
 * @param guidance how much and when
 * @param nullLabel the label that means "no class"
 */
public record GuidedAsking(Guidance guidance, int nullLabel) implements Asking {
  @Override
  public List<Query> questions(Query query) {
    return guidance.evaluationsAt(query.t()) > 1
        ? List.of(query, new Query(query.x(), query.t(), nullLabel, query.tangents()))
        : List.of(query);
  }

  @Override
  public Evaluation answer(Query query, List<Evaluation> answers) {
    return answers.size() > 1 ? guided(answers.get(0), answers.get(1)) : answers.get(0);
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
