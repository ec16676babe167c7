package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.Asking;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.LiveRow;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowState;
import java.util.List;

/**
 * A row that waits for an answer.
 *
 * @param row the row
 * @param query what it asks for
 * @param questions what that is to the network
 */
record Seat<S extends RowState>(LiveRow<S> row, Query query, List<Query> questions) {
  static <S extends RowState> Seat<S> of(LiveRow<S> row, Query query, Asking asking) {
    return new Seat<>(row, query, asking.questions(query));
  }

  Lane lane() {
    return Lane.of(query);
  }

  /** Rows of the lane's graph that it takes. */
  int units() {
    return questions.stream().mapToInt(Lane::units).sum();
  }

  void answer(Asking asking, List<Evaluation> answers) {
    row.answer(asking.answer(query, answers));
  }
}
