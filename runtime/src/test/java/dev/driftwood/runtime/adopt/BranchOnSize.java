package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;

/** {@code If} nodes as exporters write them for code that asks for a size. */
final class BranchOnSize {
  private BranchOnSize() {}

  /** −y where the last axis has a size, and y + y otherwise. */
  static Value of(ForeignNetwork network, Value y, int size) {
    return of(network, y, -1, size);
  }

  /** −y where the batch has a size, and y + y otherwise. */
  static Value ofBatch(ForeignNetwork network, Value y, int size) {
    return of(network, y, 0, size);
  }

  private static Value of(ForeignNetwork network, Value y, int axis, int size) {
    ValueType whole = new ValueType(DataType.INT64, Shape.of(y.shape().rank()));
    Value sizes = network.node("Shape", Map.of(), whole, y);
    Value place = network.ops().parameter(Initializer.ofLongs("place", axis));
    Value last =
        network.node("Gather", Map.of(), new ValueType(DataType.INT64, Shape.of(1)), sizes, place);
    Value wanted = network.ops().parameter(Initializer.ofLongs("wanted", size));
    ValueType truth = new ValueType(DataType.BOOL, Shape.of(1));
    Value condition = network.node("Equal", Map.of(), truth, last, wanted);
    Map<String, Attribute> branches =
        Map.of(
            "then_branch", branch("Neg", List.of("captured")),
            "else_branch", branch("Add", List.of("captured", "captured")));
    OpenNode node =
        new OpenNode(
            "If", "If", 17, branches, Map.of(), List.of("captured"), List.of(y.valueType()));
    return network.ops().node(node, List.of(condition, y)).get(0);
  }

  private static Attribute branch(String op, List<String> inputs) {
    Value result = new Value("result", DataType.FLOAT, Shape.of(Shape.BATCH, 3));
    return new Attribute.Graph(
        new OnnxGraph(
            "branch",
            17,
            List.of(),
            List.of(result),
            List.of(new Node(op, op, inputs, List.of("result"), Map.of())),
            List.of(),
            Map.of()));
  }
}
