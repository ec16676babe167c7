package dev.driftwood.runtime.derivative;

/** The derivative of a function of one argument, element by element. */
interface Slope {
  /** The derivative at the operator's input, of that input's shape or smaller. */
  <V> V of(Application<V> call);
}
