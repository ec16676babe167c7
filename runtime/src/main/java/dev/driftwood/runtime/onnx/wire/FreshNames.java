package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes names for values that no value of a file has. */
final class FreshNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> uses = new HashMap<>();

  FreshNames(GraphProto graph) {
    take(graph);
  }

  private void take(GraphProto graph) {
    graph.getInputList().stream().map(ValueInfoProto::getName).forEach(taken::add);
    graph.getInitializerList().stream().map(TensorProto::getName).forEach(taken::add);
    for (NodeProto node : graph.getNodeList()) {
      taken.addAll(node.getInputList());
      taken.addAll(node.getOutputList());
      node.getAttributeList().stream().filter(AttributeProto::hasG).forEach(a -> take(a.getG()));
    }
  }

  /** A name like another one. */
  String like(String base) {
    String name = base;
    while (!taken.add(name)) {
      name = base + "_" + uses.merge(base, 1, Integer::sum);
    }
    return name;
  }
}
