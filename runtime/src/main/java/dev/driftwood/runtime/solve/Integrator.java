package dev.driftwood.runtime.solve;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The one loop: keeps up to a batch of rows alive, collects what they ask for, evaluates the drift
 * once, and hands the answers back.
 *
 * <p>Rows finish independently, and the next ones enter in their place, so any number of rows
 * streams through in constant memory. No formula lives here, and the result of a row does not
 * depend on the batch.
 */
public final class Integrator {
  private final DriftFunction drift;
  private final int batch;

  /**
   * A loop around a drift function.
   *
   * @param batch the largest number of queries in one call of the drift function, at least 1
   */
  public Integrator(DriftFunction drift, int batch) {
    if (!(batch >= 1)) {
      throw new IllegalArgumentException("batch: " + batch + " (expected: >= 1)");
    }
    this.drift = drift;
    this.batch = batch;
  }

  /**
   * Integrates rows until all are finished, or until the listener cancels.
   *
   * @param rows the states to go on from, taken one by one as there is room
   * @param finished takes each final state as soon as it is reached, in the order of finishing
   * @return the states of the rows in flight when cancelled, ready to go on from; otherwise empty
   */
  public <S extends RowState> List<S> integrate(
      Stepper<S> stepper,
      Iterator<S> rows,
      Consumer<? super S> finished,
      IntegrationListener<? super S> listener) {
    List<LiveRow<S>> live = new ArrayList<>();
    long evaluations = 0;
    while (!listener.cancelled()) {
      List<Query> queries = new ArrayList<>();
      live = continuing(live, queries, finished);
      while (live.size() < batch && rows.hasNext()) {
        LiveRow<S> row = new LiveRow<>(stepper, rows.next(), listener);
        live.addAll(continuing(List.of(row), queries, finished));
      }
      if (live.isEmpty()) {
        return List.of();
      }
      evaluations += answer(live, queries);
      listener.evaluated(evaluations);
    }
    return live.stream().map(LiveRow::state).toList();
  }

  /** Integrates rows until all are finished. */
  public <S extends RowState> void integrate(
      Stepper<S> stepper, Iterator<S> rows, Consumer<? super S> finished) {
    integrate(stepper, rows, finished, new IntegrationListener<>() {});
  }

  private static <S extends RowState> List<LiveRow<S>> continuing(
      List<LiveRow<S>> rows, List<Query> queries, Consumer<? super S> finished) {
    List<LiveRow<S>> asking = new ArrayList<>();
    for (LiveRow<S> row : rows) {
      row.ask()
          .ifPresentOrElse(
              query -> {
                queries.add(query);
                asking.add(row);
              },
              () -> finished.accept(row.state()));
    }
    return asking;
  }

  /** Hands out the answers and counts the evaluations that they took. */
  private <S extends RowState> int answer(List<LiveRow<S>> live, List<Query> queries) {
    List<Evaluation> answers = drift.evaluate(List.copyOf(queries));
    if (answers.size() != queries.size()) {
      throw new IllegalStateException(
          "drift: " + answers.size() + " answers (expected: " + queries.size() + ")");
    }
    for (int i = 0; i < answers.size(); i++) {
      live.get(i).answer(answers.get(i));
    }
    return Evaluation.cost(answers);
  }
}
