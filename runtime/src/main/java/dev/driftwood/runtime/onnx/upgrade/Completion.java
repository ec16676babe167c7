package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** Nodes that exporters are known to write without something that they need. */
final class Completion {
  private Completion() {}

  /**
   * A layer normalisation without a scale, as PyTorch 1.13 writes one without parameters, is one
   * whose scale is 1.
   */
  static Node of(Node node, Site site) {
    Old old = new Old(node);
    boolean bare =
        node.op().equals("LayerNormalization")
            && !old.input(0).isEmpty()
            && old.input(1).isEmpty()
            && site.isSinglePrecision();
    if (!bare) {
      return node;
    }
    String scale = site.fresh(node.outputs().get(0) + "/scale");
    site.array(Initializer.ofFloats(scale, Shape.of(1), 1));
    List<String> inputs = new ArrayList<>(List.of(old.input(0), scale));
    if (!old.input(2).isEmpty()) {
      inputs.add(old.input(2));
    }
    return new Node(node.op(), node.name(), inputs, node.outputs(), node.attributes());
  }
}
