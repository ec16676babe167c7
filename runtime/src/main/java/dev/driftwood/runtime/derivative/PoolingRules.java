package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Averages and extremes over windows. */
final class PoolingRules {
  private PoolingRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        linear("AveragePool"),
        linear("GlobalAveragePool"),
        entry("MaxPool", "dy = dx[i] for the places i of the maxima", PoolingRules::maxPool),
        entry("GlobalMaxPool", "dy = dx[i] for the place i of the maximum", PoolingRules::largest),
        entry(
            "LpPool",
            "dy = y AveragePool(s dx) / AveragePool(s x), s = sign(x) |x|ᵖ⁻¹",
            PoolingRules::lpPool),
        entry(
            "GlobalLpPool",
            "dy = y GlobalAveragePool(s dx) / GlobalAveragePool(s x), s = sign(x) |x|ᵖ⁻¹",
            PoolingRules::globalLpPool));
  }

  private static RuleEntry linear(String op) {
    return new RuleEntry(op, RuleKind.LINEAR, "dy = " + op + "(dx)", Linear.IN_DATA);
  }

  private static RuleEntry entry(String op, String formula, Rule rule) {
    return new RuleEntry(op, RuleKind.FORMULA, formula, rule);
  }

  private static <V> List<Dual<V>> maxPool(Application<V> call) {
    OpenNode node = call.node();
    List<Dual<V>> results = new ArrayList<>(List.of(maximum(call, node)));
    if (node.results().size() > 1) {
      results.add(Dual.constant(call.results().get(1)));
    }
    return results;
  }

  /** A maximum over the whole plane is one over a window of its size. */
  private static <V> List<Dual<V>> largest(Application<V> call) {
    List<Integer> dims = call.shape(call.x(0)).dims();
    List<Integer> plane = dims.subList(2, dims.size());
    if (plane.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "its input has the shape %s (expected: fixed sizes behind the channels)"
              .formatted(call.shape(call.x(0))));
    }
    Attribute kernel = Attribute.ints(plane.stream().mapToLong(Integer::longValue).toArray());
    ValueType type = call.node().results().get(0);
    return List.of(
        maximum(call, call.node().then("MaxPool", Map.of("kernel_shape", kernel), type)));
  }

  /**
   * ONNX counts the places of the maxima over the whole array, rows and channels included, so that
   * one look-up in the flattened tangent finds them.
   */
  private static <V> Dual<V> maximum(Application<V> call, OpenNode node) {
    ValueType type = node.results().get(0);
    OpenNode finding =
        node.with("storage_order", new Attribute.Int(0))
            .withResults(List.of(type, type.withElement(DataType.INT64)));
    List<V> found = call.values().node(finding, call.primals());
    V flat = call.tangents().reshape(call.dx(0), -1);
    Map<String, Attribute> first = Map.of("axis", new Attribute.Int(0));
    V dy = call.tangentNode("Gather", first, type, List.of(flat, found.get(1)));
    return new Dual<>(found.get(0), dy);
  }

  private static <V> List<Dual<V>> lpPool(Application<V> call) {
    OpenNode node = call.node();
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.remove("p");
    // What the averages are divided by cancels, and must not be 0.
    attributes.put("count_include_pad", new Attribute.Int(1));
    if (Arrays.stream(node.integers("dilations")).allMatch(dilation -> dilation == 1)) {
      attributes.remove("dilations");
    } else if (node.opset() < 19) {
      throw new IllegalArgumentException(
          "it has dilations in operator set %d (expected: 19 or later)".formatted(node.opset()));
    }
    return norm(call, "AveragePool", attributes);
  }

  private static <V> List<Dual<V>> globalLpPool(Application<V> call) {
    return norm(call, "GlobalAveragePool", Map.of());
  }

  private static <V> List<Dual<V>> norm(
      Application<V> call, String average, Map<String, Attribute> attributes) {
    Ops<V> ops = call.tangents();
    V x = call.x(0);
    V slope = slope(call, call.node().integer("p", 2));
    ValueType type = call.node().results().get(0);
    V moved = call.tangentNode(average, attributes, type, List.of(ops.mul(slope, call.dx(0))));
    V powers = call.tangentNode(average, attributes, type, List.of(ops.mul(slope, x)));
    // Where a window holds only zeros, the tangent is 0 and not 0/0.
    V signs = call.tangentNode("Sign", Map.of(), type, List.of(call.y()));
    V divisor = ops.add(powers, ops.sub(ops.constant(1), signs));
    return call.withTangent(ops.mul(call.y(), ops.div(moved, divisor)));
  }

  /** {@code sign(x) |x|ᵖ⁻¹}, the derivative of {@code |x|ᵖ / p}. */
  private static <V> V slope(Application<V> call, int p) {
    Ops<V> ops = call.tangents();
    V x = call.x(0);
    if (p == 2) {
      return x;
    }
    V sign = call.tangentNode("Sign", Map.of(), call.values().type(x), List.of(x));
    V size = ops.mul(x, sign);
    V power = sign;
    for (int i = 1; i < p; i++) {
      power = ops.mul(power, size);
    }
    return power;
  }
}
