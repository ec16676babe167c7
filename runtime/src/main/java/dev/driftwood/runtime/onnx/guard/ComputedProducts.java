package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operators that make more than they are given: a row and a column give a table. Where it is not
 * known before the run how much that is, it is worked out in the run from the shapes of what they
 * are given, and is an error where it is too much.
 *
 * @param insertions where nodes are put in
 */
record ComputedProducts(Insertions insertions) {
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "Add",
          "And",
          "BitShift",
          "BitwiseAnd",
          "BitwiseOr",
          "BitwiseXor",
          "Div",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "Max",
          "Mean",
          "Min",
          "Mod",
          "Mul",
          "Or",
          "Pow",
          "Sub",
          "Sum",
          "Where",
          "Xor");

  /** The arguments of a node, the first of them guarded where the node makes more than it takes. */
  List<String> guarded(Node node) {
    List<String> inputs = new ArrayList<>(node.inputs());
    if (ELEMENTWISE.contains(node.op()) && inputs.size() > 1) {
      require(inputs, inputs.stream().map(this::shape).toList());
      return inputs;
    }
    switch (node.op()) {
      case "MatMul" -> require(inputs, List.of(rows(inputs.get(0)), columns(inputs.get(1))));
      case "Expand" -> require(inputs, List.of(shape(inputs.get(0)), inputs.get(1)));
      case "Tile" -> times(inputs, inputs.get(1));
      case "OneHot" -> times(inputs, inputs.get(1));
      case "Resize" -> scaled(inputs);
      case "Gather" -> gathered(inputs, node);
      default -> {
        // Makes no more than it is given, or is bounded elsewhere.
      }
    }
    return inputs;
  }

  private String shape(String name) {
    return insertions.value(name + "/shape", "Shape", name);
  }

  /** The shape of a matrix, or of many, of one column each. */
  private String rows(String name) {
    String front = part(name, shape(name), 0, -1);
    return joined(name, front, insertions.longs(name + "/one", 1));
  }

  /** The same of one row each. */
  private String columns(String name) {
    String shape = shape(name);
    String one = insertions.longs(name + "/one", 1);
    String last = part(name, shape, -1, Integer.MAX_VALUE);
    return joined(name, part(name, shape, 0, -2), one, last);
  }

  private String part(String name, String shape, long start, long end) {
    String from = insertions.longs(name + "/start", start);
    return insertions.value(
        name + "/part", "Slice", shape, from, insertions.longs(name + "/end", end));
  }

  private String joined(String name, String... parts) {
    return insertions.value(
        name + "/joined", "Concat", Map.of("axis", new Attribute.Int(0)), parts);
  }

  /** Requires that what shapes are broadcast to is not too large. */
  private void require(List<String> inputs, List<String> shapes) {
    Bounds bounds = new Bounds(insertions);
    String name = inputs.get(0);
    String most = shapes.get(0);
    for (String shape : shapes.subList(1, shapes.size())) {
      String rank = insertions.value(name + "/rank", "Max", count(most), count(shape));
      most = insertions.value(name + "/broadcast", "Max", padded(most, rank), padded(shape, rank));
    }
    String product = bounds.product(name, bounds.real(most));
    inputs.set(0, bounds.unless(name, bounds.greater(name, product, Bounds.MOST_ELEMENTS)));
  }

  private String count(String shape) {
    String front = insertions.longs(shape + "/front", 0);
    String count = insertions.value(shape + "/count", "Size", shape);
    return insertions.value(shape + "/rank", "Unsqueeze", count, front);
  }

  /** A shape with ones in front. */
  private String padded(String shape, String rank) {
    String missing = insertions.value(shape + "/missing", "Sub", rank, count(shape));
    String pads = joined(shape, missing, insertions.longs(shape + "/behind", 0));
    String one = insertions.number(shape + "/one", DataType.INT64, 1);
    return insertions.value(shape + "/padded", "Pad", shape, pads, one);
  }

  /** Requires that an array, so many times, is not too large. */
  private void times(List<String> inputs, String factors) {
    Bounds bounds = new Bounds(insertions);
    String name = inputs.get(0);
    String times = bounds.product(name, bounds.real(factors));
    String size = bounds.real(insertions.value(name + "/size", "Size", name));
    requireProduct(inputs, size, times);
  }

  private void requireProduct(List<String> inputs, String a, String b) {
    Bounds bounds = new Bounds(insertions);
    String name = inputs.get(0);
    String product = insertions.value(name + "/elements", "Mul", a, b);
    inputs.set(0, bounds.unless(name, bounds.greater(name, product, Bounds.MOST_ELEMENTS)));
  }

  private void scaled(List<String> inputs) {
    if (inputs.size() > 2 && !inputs.get(2).isEmpty()) {
      times(inputs, inputs.get(2));
    }
  }

  /** A part of the array for each index. */
  private void gathered(List<String> inputs, Node node) {
    Bounds bounds = new Bounds(insertions);
    String name = inputs.get(0);
    long axis = node.attributes().get("axis") instanceof Attribute.Int n ? n.value() : 0;
    String place = insertions.number(name + "/axis", DataType.INT64, axis);
    String along = bounds.real(insertions.value(name + "/along", "Gather", shape(name), place));
    String size = bounds.real(insertions.value(name + "/size", "Size", name));
    String part = insertions.value(name + "/part", "Div", size, along);
    String indices = insertions.value(name + "/indices", "Size", inputs.get(1));
    requireProduct(inputs, part, bounds.real(indices));
  }
}
