package dev.driftwood.runtime.solve;

import java.util.OptionalDouble;

/**
 * A stepper that moves a row through time.
 *
 * @param <S> the state of a row
 */
public interface SamplingStepper<S extends RowState> extends Stepper<S> {
  /** The time that the row has reached by its last step; nothing where that was no step ahead. */
  OptionalDouble reached(S state);
}
