package dev.driftwood.runtime.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A constant array of a graph.
 *
 * @param name unique within the graph
 * @param type element type
 * @param shape its sizes, none symbolic
 * @param data little-endian elements in row-major order; read-only
 */
public record Initializer(String name, DataType type, Shape shape, ByteBuffer data) {
  public Initializer {
    if (data.remaining() != Math.multiplyExact(shape.size(), type.bytes())) {
      throw new IllegalArgumentException(
          "initialiser \"%s\": %d bytes (expected: %s %s)"
              .formatted(name, data.remaining(), type, shape));
    }
    data = data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Numbers as float32. */
  public static Initializer ofFloats(String name, Shape shape, float... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new Initializer(name, DataType.FLOAT, shape, data);
  }

  /** Numbers rounded to an element type. */
  public static Initializer of(String name, DataType type, Shape shape, double... values) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      Element.put(data, type, value);
    }
    return new Initializer(name, type, shape, data.flip());
  }

  /** The elements of an array of any type as numbers; the caller owns them. */
  public double[] numbers() {
    double[] values = new double[data.remaining() / type.bytes()];
    ByteBuffer elements = elements();
    for (int i = 0; i < values.length; i++) {
      values[i] = Element.get(elements, type);
    }
    return values;
  }

  /** The same numbers in another element type and under another name. */
  public Initializer as(DataType other, String otherName) {
    return of(otherName, other, shape, numbers());
  }

  /** The same array under another name. */
  public Initializer named(String other) {
    return new Initializer(other, type, shape, data);
  }

  /** A vector of int64. */
  public static Initializer ofLongs(String name, long... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return new Initializer(name, DataType.INT64, Shape.of(values.length), data);
  }

  /** The elements of a float32 array; the caller owns them. */
  public float[] floats() {
    require(DataType.FLOAT);
    float[] values = new float[data.remaining() / Float.BYTES];
    elements().asFloatBuffer().get(values);
    return values;
  }

  /** The elements of an int64 array; the caller owns them. */
  public long[] longs() {
    require(DataType.INT64);
    long[] values = new long[data.remaining() / Long.BYTES];
    elements().asLongBuffer().get(values);
    return values;
  }

  /** This array as a value of the graph. */
  public Value value() {
    return new Value(name, type, shape);
  }

  private ByteBuffer elements() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void require(DataType expected) {
    if (type != expected) {
      throw new IllegalArgumentException(
          "initialiser \"" + name + "\": " + type + " (expected: " + expected + ")");
    }
  }
}
