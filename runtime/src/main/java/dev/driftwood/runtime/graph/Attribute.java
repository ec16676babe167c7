package dev.driftwood.runtime.graph;

import java.util.Arrays;
import java.util.List;

/** A constant argument of a node. */
public sealed interface Attribute {
  /** A whole number. */
  record Int(long value) implements Attribute {}

  /** Whole numbers. */
  record Ints(List<Long> values) implements Attribute {
    public Ints {
      values = List.copyOf(values);
    }
  }

  /** A float32 number. */
  record Float(float value) implements Attribute {}

  /** Float32 numbers. */
  record Floats(List<java.lang.Float> values) implements Attribute {
    public Floats {
      values = List.copyOf(values);
    }
  }

  /** A text. */
  record Text(String value) implements Attribute {}

  /** Texts. */
  record Texts(List<String> values) implements Attribute {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** A constant array. */
  record Array(Initializer value) implements Attribute {}

  /** A graph that the node runs, which may use values of the graph around it. */
  record Graph(OnnxGraph value) implements Attribute {}

  /** A kind of attribute that no operator of ours has; kept so that errors can name it. */
  record Other(String kind) implements Attribute {}

  /** The number by which ONNX calls an element type, as {@code Cast} takes it. */
  static Attribute code(DataType type) {
    return new Int(type.code());
  }

  /** Whole numbers. */
  static Attribute ints(long... values) {
    return new Ints(Arrays.stream(values).boxed().toList());
  }
}
