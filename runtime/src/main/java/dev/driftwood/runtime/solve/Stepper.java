package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * A numerical method for one row, as pure functions of the row's state and the evaluations so far.
 *
 * <p>A step begins with no evaluations. As long as {@link #advance} returns {@link Move.Ask}, the
 * driver evaluates the drift there and calls again with that answer appended; with {@link
 * Move.Moved} the step is over. A stepper holds no state and is safe for use by many threads; it
 * does not know that rows are evaluated together.
 *
 * @param <S> the state of a row
 */
public interface Stepper<S extends RowState> {
  /**
   * The state before the first step.
   *
   * @param x the row at the start time; not changed, and not to be changed later
   */
  S start(RowId id, double[] x);

  /** The next move from the state, given the answers to this step's queries so far. */
  Move<S> advance(S state, List<Evaluation> soFar);

  /** The same state, ended for a reason, after so many evaluations of its unfinished step. */
  S end(S state, int evaluations, Outcome outcome);
}
