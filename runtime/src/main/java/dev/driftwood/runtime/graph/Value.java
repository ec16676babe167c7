package dev.driftwood.runtime.graph;

/**
 * A typed, named value of a graph: an input, an initialiser, or what a node gives.
 *
 * @param name unique within the graph
 * @param type element type
 * @param shape sizes, the batch axis symbolic
 */
public record Value(String name, DataType type, Shape shape) {
  /** A value of a type. */
  public static Value of(String name, ValueType type) {
    return new Value(name, type.element(), type.shape());
  }

  /** Element type and shape together. */
  public ValueType valueType() {
    return new ValueType(type, shape);
  }
}
