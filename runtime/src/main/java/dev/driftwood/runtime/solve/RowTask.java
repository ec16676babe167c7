package dev.driftwood.runtime.solve;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows to be taken to their ends by one method: what a loop is given, be it of this task alone or
 * of many.
 *
 * @param stepper the method
 * @param rows the states to go on from, taken one by one as there is room
 * @param finished takes each final state as soon as it is reached
 * @param listener hears of the way and may cancel
 * @param asking what its queries are to the network
 * @param batch rows in flight at a time, where the task has a loop of its own
 * @param <S> the state of a row
 */
public record RowTask<S extends RowState>(
    Stepper<S> stepper,
    Iterator<S> rows,
    Consumer<? super S> finished,
    IntegrationListener<? super S> listener,
    Asking asking,
    int batch) {
  /**
   * Carries it out in a loop of its own.
   *
   * @return the rows in flight when cancelled
   */
  public List<S> run(DriftFunction network) {
    return new Integrator(asking.over(network), batch).integrate(stepper, rows, finished, listener);
  }
}
