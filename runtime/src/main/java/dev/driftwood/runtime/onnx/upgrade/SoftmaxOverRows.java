package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import java.util.List;
import java.util.Map;

/**
 * {@code Softmax} and its like before operator set 13: they took their argument for a matrix, whose
 * rows end before the axis (1 unless it is said), and worked along its rows. They work along one
 * axis since.
 */
final class SoftmaxOverRows implements Change {
  private static final Attribute LAST = new Attribute.Int(-1);

  @Override
  public Node apply(Old old, Site site) {
    long axis = old.integer("axis", 1);
    if (axis == -1) {
      return old.with("axis", LAST);
    }
    String x = old.required(0);
    String shape = value("Shape", old, site, List.of(x), Map.of());
    Map<String, Attribute> split = Map.of("axis", new Attribute.Int(axis));
    String rows = value("Flatten", old, site, List.of(x), split);
    Map<String, Attribute> along = Map.of("axis", LAST);
    String result = value(old.node().op(), old, site, List.of(rows), along);
    // An axis of size 0 is one, and not "as it was".
    Map<String, Attribute> exactly = Map.of("allowzero", new Attribute.Int(1));
    return new Node(
        "Reshape", old.node().name(), List.of(result, shape), old.node().outputs(), exactly);
  }

  private static String value(
      String op, Old old, Site site, List<String> inputs, Map<String, Attribute> attributes) {
    String name = site.fresh(old.output() + "/" + op);
    site.node(new Node(op, name, inputs, List.of(name), attributes));
    return name;
  }
}
