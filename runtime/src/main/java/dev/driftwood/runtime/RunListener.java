package dev.driftwood.runtime;

import java.util.function.Consumer;

/**
 * What a caller may hear and say while rows run; called by the thread that runs them.
 *
 * @param <R> a row's result
 */
public interface RunListener<R> {
  /** A row is done; rows come in the order in which they finish. */
  default void finished(R result) {}

  /**
   * A row being drawn has come a step nearer to data. Only sampling tells this, for steps that were
   * accepted; the prior draw is not told, the last step is, before {@link #finished}.
   */
  default void moved(Movement movement) {}

  /** Whether to tell where a row seems to be going as it begins a step; only sampling asks. */
  default boolean wantsEstimate(long row, int step) {
    return false;
  }

  /** The data that a row seems to come from, x̂₀ of its noise, at the beginning of a step. */
  default void estimated(Movement estimate) {}

  /** Network evaluations so far, summed over rows. */
  default void evaluated(long evaluations) {}

  /** Whether to stop before the next network call. */
  default boolean cancelled() {
    return false;
  }

  /** A listener that only takes the results. */
  static <R> RunListener<R> taking(Consumer<? super R> results) {
    return new RunListener<>() {
      @Override
      public void finished(R result) {
        results.accept(result);
      }
    };
  }

  /** A listener that hears nothing. */
  static <R> RunListener<R> none() {
    return new RunListener<>() {};
  }
}
