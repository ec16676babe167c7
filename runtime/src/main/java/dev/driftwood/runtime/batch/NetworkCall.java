package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.AbandonableDrift;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One call of the network for rows of several jobs.
 *
 * @param picks whose rows
 * @param padding rows that are nobody's: copies of the first question
 */
record NetworkCall(List<Job.Pick<?>> picks, int padding) {
  NetworkCall {
    picks = List.copyOf(picks);
  }

  /** Rows of the graph, without padding. */
  int units() {
    return picks.stream().mapToInt(pick -> pick.seat().units()).sum();
  }

  List<Job<?>> jobs() {
    List<Job<?>> jobs = new ArrayList<>();
    picks.forEach(pick -> jobs.add(pick.job()));
    return jobs.stream().distinct().toList();
  }

  /** The same with as many rows of nobody's as it takes to have so many. */
  NetworkCall padded(int rows) {
    return new NetworkCall(picks, Math.max(0, rows - units()));
  }

  /** Whether nobody waits for any of its answers. */
  boolean abandoned() {
    return picks.stream().allMatch(pick -> pick.job().abandoned());
  }

  /** The same for one job's rows alone. */
  NetworkCall of(Job<?> job) {
    return new NetworkCall(picks.stream().filter(pick -> pick.job() == job).toList(), 0);
  }

  /** Asks all questions; one list of answers for each pick. */
  List<List<Evaluation>> run(AbandonableDrift network, BooleanSupplier abandoned) {
    List<Query> questions = new ArrayList<>();
    picks.forEach(pick -> questions.addAll(pick.seat().questions()));
    questions.addAll(Collections.nCopies(padding, questions.get(0)));
    List<Evaluation> answers = network.evaluate(List.copyOf(questions), abandoned);
    List<List<Evaluation>> split = new ArrayList<>();
    int from = 0;
    for (Job.Pick<?> pick : picks) {
      int to = from + pick.seat().questions().size();
      split.add(answers.subList(from, to));
      from = to;
    }
    return split;
  }
}
