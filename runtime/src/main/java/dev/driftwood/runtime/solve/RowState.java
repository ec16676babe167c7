package dev.driftwood.runtime.solve;

/**
 * The whole state of one row between two steps: immutable, and enough to go on from after it was
 * saved.
 */
public interface RowState {
  /** Which row it is. */
  RowId id();

  /** How far it has come. */
  Progress progress();

  /**
   * The numbers that are integrated: the row itself, and behind it whatever the system integrates
   * along. The caller must not change them.
   */
  double[] x();

  /** Whether the row has ended, well or not. */
  default boolean finished() {
    return progress().outcome() != Outcome.RUNNING;
  }
}
