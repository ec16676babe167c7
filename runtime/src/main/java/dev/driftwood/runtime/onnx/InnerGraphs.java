package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The graphs that a node runs, moved to where values have other names. */
record InnerGraphs(OpenNode node, List<String> capturedAs) {
  /**
   * The node's attributes.
   *
   * @param prefix makes the names that inner graphs define unlike any other, as ONNX wants them
   */
  Map<String, Attribute> attributes(String prefix) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < capturedAs.size(); i++) {
      names.put(node.captured().get(i), capturedAs.get(i));
    }
    Map<String, Attribute> moved = new TreeMap<>(node.attributes());
    moved.replaceAll(
        (key, attribute) ->
            attribute instanceof Attribute.Graph inner
                ? new Attribute.Graph(moved(inner.value(), names, prefix + "/" + key))
                : attribute);
    return moved;
  }

  private static OnnxGraph moved(OnnxGraph inner, Map<String, String> names, String prefix) {
    return inner.prefixed(prefix + "/").renaming(names);
  }
}
