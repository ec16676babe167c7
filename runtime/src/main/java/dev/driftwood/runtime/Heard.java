package dev.driftwood.runtime;

import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.RowState;

/**
 * Tells the caller what a loop tells of its evaluations.
 *
 * @param listener the caller's
 */
record Heard<S extends RowState>(RunListener<?> listener) implements IntegrationListener<S> {
  @Override
  public void evaluated(long evaluations) {
    listener.evaluated(evaluations);
  }

  @Override
  public boolean cancelled() {
    return listener.cancelled();
  }
}
