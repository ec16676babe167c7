package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Layer normalisations whose scale is one number, as the reader completes those that have none, get
 * a scale of the size that they normalise over: ONNX Runtime fuses them, and then wants it whole.
 */
record LayerScales(Map<String, Initializer> arrays) {
  /** The node with a scale of full size, which is put among the arrays. */
  Node whole(Node node, ValueType x) {
    boolean layer = node.op().equals("LayerNormalization") && node.inputs().size() > 1;
    Initializer scale = layer ? arrays.get(node.inputs().get(1)) : null;
    if (scale == null || scale.shape().size() != 1) {
      return node;
    }
    int axis = node.attributes().get("axis") instanceof Attribute.Int at ? (int) at.value() : -1;
    List<Integer> dims = x.shape().dims().subList(x.shape().axis(axis), x.shape().rank());
    if (dims.stream().anyMatch(dim -> dim < 0)) {
      return node;
    }
    Shape shape = new Shape(dims);
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.fill(values, scale.numbers()[0]);
    String name = node.outputs().get(0) + "/scale";
    arrays.put(name, Initializer.of(name, scale.type(), shape, values));
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(1, name);
    return new Node(node.op(), node.name(), inputs, node.outputs(), node.attributes());
  }
}
