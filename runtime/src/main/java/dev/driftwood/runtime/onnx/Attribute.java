package dev.driftwood.runtime.onnx;

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

  /** A text. */
  record Text(String value) implements Attribute {}

  /** A kind of attribute that no operator of ours has; kept so that errors can name it. */
  record Other(String kind) implements Attribute {}

  /** Whole numbers. */
  static Attribute ints(long... values) {
    return new Ints(Arrays.stream(values).boxed().toList());
  }
}
