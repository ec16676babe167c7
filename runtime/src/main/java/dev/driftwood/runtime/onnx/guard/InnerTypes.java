package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The element types of what nodes hand to the graphs that they run, which need not say them. */
final class InnerTypes {
  private InnerTypes() {}

  /** The types of what the graphs of a node take. */
  static List<@Nullable DataType> taken(Node node, Extents extents) {
    List<@Nullable DataType> types = new ArrayList<>();
    boolean loop = node.op().equals("Loop");
    if (loop) {
      types.add(DataType.INT64);
      types.add(DataType.BOOL);
    }
    int carried = loop ? Math.min(2, node.inputs().size()) : 0;
    for (String input : node.inputs().subList(carried, node.inputs().size())) {
      types.add(extents.type(input));
    }
    return types;
  }

  /** The types of what a node gives, of which a loop's graph first says whether to go on. */
  static List<@Nullable DataType> given(Node node, OnnxGraph inner, Extents extents) {
    List<@Nullable DataType> types = new ArrayList<>();
    inner.outputs().forEach(output -> types.add(extents.type(output.name())));
    boolean loop = node.op().equals("Loop") && !types.isEmpty();
    return loop ? types.subList(1, types.size()) : types;
  }
}
