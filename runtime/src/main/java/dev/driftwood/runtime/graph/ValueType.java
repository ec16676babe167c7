package dev.driftwood.runtime.graph;

/**
 * What is known of a value before the graph runs.
 *
 * @param element type of its elements
 * @param shape its sizes, the batch axis symbolic
 */
public record ValueType(DataType element, Shape shape) {
  /** A float32 array. */
  public static ValueType ofFloats(Shape shape) {
    return new ValueType(DataType.FLOAT, shape);
  }

  /** The same with another shape. */
  public ValueType withShape(Shape other) {
    return new ValueType(element, other);
  }

  /** The same with another element type. */
  public ValueType withElement(DataType other) {
    return new ValueType(other, shape);
  }
}
