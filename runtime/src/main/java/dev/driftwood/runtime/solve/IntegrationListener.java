package dev.driftwood.runtime.solve;

/**
 * What a caller may hear and say while rows are integrated. Called by the integrating thread.
 *
 * @param <S> the state of a row
 */
public interface IntegrationListener<S> {
  /** A row has completed a step. */
  default void moved(S state) {}

  /**
   * A step has its first answer, which says where the row seems to be going.
   *
   * @param state before the step
   */
  default void begun(S state, Query query, Evaluation answer) {}

  /** The drift has been evaluated; {@code evaluations} of the network since the beginning. */
  default void evaluated(long evaluations) {}

  /** Whether to stop; asked before every call of the drift function. */
  default boolean cancelled() {
    return false;
  }
}
