package dev.driftwood.runtime.derivative;

import java.util.List;

/** How an operator is differentiated. */
interface Rule {
  /**
   * The operator's results with their tangents.
   *
   * @param call the operator and its inputs, at least one of which moves
   * @throws IllegalArgumentException where this form of the operator has no derivative
   */
  <V> List<Dual<V>> apply(Application<V> call);
}
