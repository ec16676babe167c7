package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.Shape;
import java.util.Map;
import java.util.Set;

/** {@code Constant} nodes, which are initialisers in other words. */
final class Constants {
  private static final Set<String> VALUES =
      Set.of("value", "value_float", "value_floats", "value_int", "value_ints");

  private Constants() {}

  static boolean isConstant(Node node) {
    return node.op().equals("Constant");
  }

  /** The array that a node gives. */
  static Initializer array(Node node) {
    Map<String, Attribute> attributes = node.attributes();
    if (attributes.size() != 1 || node.outputs().size() != 1 || !node.inputs().isEmpty()) {
      throw refusal(node);
    }
    Map.Entry<String, Attribute> only = attributes.entrySet().iterator().next();
    return VALUES.contains(only.getKey())
        ? array(node, node.outputs().get(0), only.getValue())
        : refuse(node);
  }

  private static Initializer array(Node node, String name, Attribute value) {
    if (value instanceof Attribute.Array array) {
      return array.value().named(name);
    } else if (value instanceof Attribute.Float number) {
      return Initializer.ofFloats(name, Shape.SCALAR, number.value());
    } else if (value instanceof Attribute.Floats numbers) {
      float[] values = new float[numbers.values().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.values().get(i);
      }
      return Initializer.ofFloats(name, Shape.of(values.length), values);
    } else if (value instanceof Attribute.Int number) {
      Initializer vector = Initializer.ofLongs(name, number.value());
      return new Initializer(name, DataType.INT64, Shape.SCALAR, vector.data());
    } else if (value instanceof Attribute.Ints numbers) {
      return Initializer.ofLongs(
          name, numbers.values().stream().mapToLong(Long::longValue).toArray());
    }
    return refuse(node);
  }

  private static Initializer refuse(Node node) {
    throw refusal(node);
  }

  private static DriftwoodException refusal(Node node) {
    return new DriftwoodException(
        "%s has attributes %s (expected: one that is a number, numbers or an array)"
            .formatted(node, node.attributes().keySet()));
  }
}
