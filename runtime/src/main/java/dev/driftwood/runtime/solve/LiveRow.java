package dev.driftwood.runtime.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row under way: alternately asks for an evaluation and takes its answer.
 *
 * <p>This is the seam between steppers and whatever batches their queries. Rows with different
 * steppers may share one batch. A row whose state, query or answer is not finite ends here with
 * {@link Outcome#NOT_FINITE}, so that it never harms another. Not for use by several threads at
 * once.
 *
 * @param <S> the state of the row
 */
public final class LiveRow<S extends RowState> {
  private final Stepper<S> stepper;
  private final IntegrationListener<? super S> listener;
  private final List<Evaluation> soFar = new ArrayList<>();
  private S state;
  private @Nullable Query open;

  /** A row to be taken on from a state; {@code listener} hears of its steps. */
  public LiveRow(Stepper<S> stepper, S state, IntegrationListener<? super S> listener) {
    this.stepper = stepper;
    this.state = state;
    this.listener = listener;
  }

  /** The state after the last completed step. */
  public S state() {
    return state;
  }

  /** The point at which the row needs the drift, or nothing once the row is finished. */
  public Optional<Query> ask() {
    while (open == null && !state.finished()) {
      Move<S> move = stepper.advance(state, List.copyOf(soFar));
      if (move instanceof Move.Ask<S> ask) {
        open(ask.query());
      } else if (move instanceof Move.Moved<S> moved) {
        enter(moved.state());
      }
    }
    return Optional.ofNullable(open);
  }

  /**
   * Takes the answer to the last query.
   *
   * @throws IllegalStateException if the row has asked for nothing
   */
  public void answer(Evaluation evaluation) {
    if (open == null) {
      throw new IllegalStateException("evaluation: given to a row that did not ask for one");
    }
    Query query = open;
    open = null;
    soFar.add(evaluation);
    if (!evaluation.isFinite()) {
      fail(state);
    } else if (soFar.size() == 1) {
      listener.begun(state, query, evaluation);
    }
  }

  private void open(Query query) {
    if (Finite.all(query.x())) {
      open = query;
    } else {
      fail(state);
    }
  }

  private void enter(S next) {
    if (Finite.all(next.x())) {
      soFar.clear();
      state = next;
    } else {
      // The evaluations of this step are already counted in the new state.
      soFar.clear();
      fail(next);
    }
    listener.moved(state);
  }

  private void fail(S last) {
    state = stepper.end(last, Evaluation.cost(soFar), Outcome.NOT_FINITE);
    soFar.clear();
  }
}
