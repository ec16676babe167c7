package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Shape;

/**
 * A named part of a network: the operators, the weights and the path that parameters and nodes made
 * here are called by.
 *
 * @param ops the operators
 * @param weights the parameters
 * @param path the name of this part; empty at the root
 */
public record Scope<V>(Ops<V> ops, Weights<V> weights, String path) {
  /** The root of a network. */
  public static <V> Scope<V> root(Ops<V> ops, Weights<V> weights) {
    return new Scope<>(ops, weights, "");
  }

  /** The part of this part with a name. */
  public Scope<V> in(String name) {
    return new Scope<>(ops.scope(name), weights, path.isEmpty() ? name : path + "." + name);
  }

  /** A parameter of this part. */
  public V parameter(String name, Init init, int... dims) {
    String full = path.isEmpty() ? name : path + "." + name;
    return weights.get(new Parameter(full, Shape.of(dims), init));
  }
}
