package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A node that reduces axes, and the ways from the shape of its input to that of its result and
 * back. Its axes are an attribute in operator set 17 and, of {@code ReduceSum}, an input; from 18
 * on they are an input of all.
 */
final class Reduction<V> {
  private final Application<V> call;
  private final OpenNode node;

  /**
   * The node of a call.
   *
   * @throws IllegalArgumentException where it reduces the batch
   */
  Reduction(Application<V> call) {
    this.call = call;
    this.node = call.node();
    Along.requireRowsApart(call.shape(call.x(0)), reduced());
  }

  /** The node itself on another value of the shape of its input. */
  V again(V x) {
    return call.again(0, x).get(0);
  }

  /** A term of the shape of the input, summed as the node sums: of the shape of the result. */
  V sum(V term) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.remove("axes");
    List<V> inputs = hasAxes() ? List.of(term, axesValue()) : List.of(term);
    return call.tangentNode("ReduceSum", attributes, node.results().get(0), inputs);
  }

  /**
   * The tangent at the places of x, along the axes one after the other, that an operator finds: of
   * the shape of the result.
   */
  V atPlaces(String argument) {
    V x = call.x(0);
    V d = call.dx(0);
    for (int axis : reduced()) {
      V places = places(argument, x, axis);
      x = gathered(x, places, axis);
      d = gathered(d, places, axis);
    }
    return node.integer("keepdims", 1) == 1 ? d : sum(d);
  }

  private V places(String argument, V x, int axis) {
    Map<String, Attribute> attributes =
        Map.of("axis", new Attribute.Int(axis), "keepdims", new Attribute.Int(1));
    Shape kept = call.tangents().shape(x).with(axis, 1);
    return call.tangentNode(argument, attributes, new ValueType(DataType.INT64, kept), List.of(x));
  }

  private V gathered(V x, V places, int axis) {
    ValueType type = call.tangents().type(x).withShape(call.tangents().shape(places));
    Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(axis));
    return call.tangentNode("GatherElements", attributes, type, List.of(x, places));
  }

  /** A value of the shape of the result, in a shape that broadcasts to that of the input. */
  V spread(V result) {
    if (node.integer("keepdims", 1) == 1 || !hasAxes() || axes().length == 0) {
      return result;
    }
    Shape shape = call.shape(call.x(0));
    for (int axis : axes()) {
      shape = shape.with(axis, 1);
    }
    ValueType type = call.values().type(result).withShape(shape);
    return call.tangentNode("Unsqueeze", Map.of(), type, List.of(result, axesValue()));
  }

  private boolean hasAxes() {
    return call.has(1) || node.attributes().containsKey("axes");
  }

  private int[] axes() {
    return call.has(1) ? node.argument(1) : node.integers("axes");
  }

  /** The axes that are gone or of size 1 in the result. */
  private int[] reduced() {
    int[] named = hasAxes() ? axes() : new int[0];
    boolean none = named.length == 0 && node.integer("noop_with_empty_axes", 0) == 1;
    boolean all = named.length == 0 && !none;
    return all ? IntStream.range(0, call.shape(call.x(0)).rank()).toArray() : named;
  }

  private V axesValue() {
    if (call.has(1)) {
      return call.x(1);
    }
    long[] axes = Arrays.stream(node.integers("axes")).asLongStream().toArray();
    ValueType type = new ValueType(DataType.INT64, Shape.of(axes.length));
    return call.tangentNode(
        "Constant", Map.of("value_ints", Attribute.ints(axes)), type, List.of());
  }
}
