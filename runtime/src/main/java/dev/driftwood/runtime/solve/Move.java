package dev.driftwood.runtime.solve;

/**
 * What a {@link Stepper} wants next: an evaluation of the drift, or to go on from a new state.
 *
 * @param <S> the state of a row
 */
public sealed interface Move<S extends RowState> {
  /**
   * The step needs the drift at one more point.
   *
   * @param query the point
   * @param <S> the state of a row
   */
  record Ask<S extends RowState>(Query query) implements Move<S> {}

  /**
   * The step is over; the state says whether the row is finished.
   *
   * @param state the new state
   * @param <S> the state of a row
   */
  record Moved<S extends RowState>(S state) implements Move<S> {}
}
