package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Small networks as somebody else might have exported them, with inputs {@code y} and {@code tau}.
 */
final class ForeignNetwork {
  private final GraphBuilder builder = new GraphBuilder();
  private final OnnxOps ops = new OnnxOps(builder);

  /** What a network computes. */
  interface Body {
    Value output(ForeignNetwork network, Value y, Value tau);
  }

  /** A network of float32 inputs {@code y} and {@code tau [n]}. */
  static OnnxGraph of(Shape y, Body body) {
    return of(DataType.FLOAT, y, DataType.FLOAT, Shape.of(Shape.BATCH), body);
  }

  static OnnxGraph of(DataType type, Shape y, DataType timeType, Shape tau, Body body) {
    ForeignNetwork network = new ForeignNetwork();
    Value state = network.builder.input("y", type, y);
    Value time = network.builder.input("tau", timeType, tau);
    Value output = body.output(network, state, time);
    return network.builder.build("foreign", Map.of("out", output));
  }

  OnnxOps ops() {
    return ops;
  }

  Value input(String name, DataType type, Shape shape) {
    return builder.input(name, type, shape);
  }

  /** 0.3 w y + 0.1 τ, with a weight for each place on the last axis. */
  static Value linear(ForeignNetwork network, Value y, Value tau) {
    OnnxOps ops = network.ops();
    double[] weights = new double[y.shape().dim(-1)];
    Arrays.setAll(weights, i -> 0.3 * (i + 1));
    Value weight = network.cast(ops.constant(weights, Shape.of(weights.length)), y.type());
    return ops.add(
        ops.mul(y, weight), ops.scale(network.perRow(network.cast(tau, y.type()), y), 0.1));
  }

  /** A vector {@code [n]}, or {@code [n, 1]}, that broadcasts along the rows of y. */
  Value perRow(Value vector, Value y) {
    int[] dims = new int[y.shape().rank()];
    Arrays.fill(dims, 1);
    dims[0] = -1;
    return ops.reshape(vector, dims);
  }

  Value cast(Value x, DataType type) {
    return x.type() == type
        ? x
        : node("Cast", Map.of("to", Attribute.code(type)), x.valueType().withElement(type), x);
  }

  Value node(String op, Map<String, Attribute> attributes, ValueType result, Value... inputs) {
    OpenNode node = new OpenNode(op, op, 17, attributes, Map.of(), List.of(), List.of(result));
    return ops.node(node, Arrays.asList(inputs)).get(0);
  }
}
