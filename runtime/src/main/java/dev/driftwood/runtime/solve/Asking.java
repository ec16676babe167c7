package dev.driftwood.runtime.solve;

import java.util.ArrayList;
import java.util.List;

/**
 * What a stepper's query is to the network: one question, or several whose answers are combined
 * into one. Whoever batches questions need not know why there are several.
 */
public interface Asking {
  /** Every query is its own only question. */
  Asking PLAIN =
      new Asking() {
        @Override
        public List<Query> questions(Query query) {
          return List.of(query);
        }

        @Override
        public Evaluation answer(Query query, List<Evaluation> answers) {
          return answers.get(0);
        }
      };

  /** The questions of a query, at least one; always the same for the same query. */
  List<Query> questions(Query query);

  /**
   * The answer to a query.
   *
   * @param answers to its questions, in their order
   */
  Evaluation answer(Query query, List<Evaluation> answers);

  /** The drift that steppers see: asks all questions of all queries in one call. */
  default DriftFunction over(DriftFunction network) {
    return queries -> {
      List<List<Query>> questions = queries.stream().map(this::questions).toList();
      List<Evaluation> found = network.evaluate(questions.stream().flatMap(List::stream).toList());
      List<Evaluation> answers = new ArrayList<>();
      int from = 0;
      for (int i = 0; i < questions.size(); i++) {
        int to = from + questions.get(i).size();
        answers.add(answer(queries.get(i), found.subList(from, to)));
        from = to;
      }
      return List.copyOf(answers);
    };
  }
}
