package dev.driftwood.runtime.ops;

/** Where a network's parameters come from: asking for one also declares it. */
@FunctionalInterface
public interface Weights<V> {
  /** The value of a parameter. */
  V get(Parameter parameter);
}
