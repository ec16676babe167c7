package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import java.util.Map;

/**
 * Nodes that measure how much is asked for, and end the run where it is too much: what is asked for
 * is then taken from a place that there is not.
 *
 * @param insertions where they are put in
 */
record Bounds(Insertions insertions) {
  /** Elements that one node may be asked for. */
  static final int MOST_ELEMENTS = 1 << 28;

  /** Numbers as float32. */
  String real(String name) {
    return insertions.value(
        name + "/real", "Cast", Map.of("to", Attribute.code(DataType.FLOAT)), name);
  }

  /** The product of all elements. */
  String product(String name, String factors) {
    Map<String, Attribute> attributes = Map.of("keepdims", new Attribute.Int(0));
    return insertions.value(name + "/product", "ReduceProd", attributes, factors);
  }

  /** Whether a number is above another. */
  String greater(String name, String measure, int most) {
    String bound = insertions.number(name + "/most", DataType.FLOAT, most);
    return insertions.value(name + "/is_too_much", "Greater", measure, bound);
  }

  /** A value, taken as the first of one, or as the second where something is so. */
  String unless(String name, String wrong) {
    Map<String, Attribute> whole = Map.of("to", Attribute.code(DataType.INT64));
    String place = insertions.value(name + "/place", "Cast", whole, wrong);
    String first = insertions.longs(name + "/front", 0);
    String only = insertions.value(name + "/only", "Unsqueeze", name, first);
    return insertions.value(name + "/not_too_much", "Gather", only, place);
  }
}
