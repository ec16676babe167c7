package dev.driftwood.runtime.onnx.schema;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.List;

/**
 * Checks that every node of a graph, and of those that its nodes run, has the form of its operator.
 * ONNX Runtime does not in every place, and what it then does may be the end of the process.
 */
public final class FormCheck {
  private final Node node;
  private final OperatorForm form;

  private FormCheck(Node node, OperatorForm form) {
    this.node = node;
    this.form = form;
  }

  /**
   * Checks a graph.
   *
   * @return the graph
   * @throws DriftwoodException naming the node and what is wrong with it
   */
  public static OnnxGraph check(OnnxGraph graph) {
    for (Node node : graph.nodes()) {
      new FormCheck(node, Operators.form(node, graph.opset())).check();
      for (Attribute attribute : node.attributes().values()) {
        if (attribute instanceof Attribute.Graph inner) {
          check(inner.value());
        }
      }
    }
    return graph;
  }

  private void check() {
    check("input", form.inputs(), node.inputs());
    check("output", form.outputs(), node.outputs());
    node.attributes().forEach(this::check);
    form.attributes()
        .forEach(
            (name, attribute) ->
                require(
                    !attribute.required() || node.attributes().containsKey(name),
                    "has no attribute \"" + name + "\"",
                    attribute.words()));
  }

  private void check(String what, List<Slot> slots, List<String> names) {
    boolean open = !slots.isEmpty() && slots.get(slots.size() - 1).repeated();
    require(
        open || names.size() <= slots.size(),
        "has %d %ss".formatted(names.size(), what),
        "at most " + slots.size());
    for (int i = 0; i < Math.max(slots.size(), names.size()); i++) {
      Slot slot = slots.get(Math.min(i, slots.size() - 1));
      boolean missing = i >= names.size() || names.get(i).isEmpty();
      require(
          !missing || !slot.required(),
          "has no %s %d".formatted(what, i),
          "\"" + slot.name() + "\"");
    }
  }

  private void check(String name, Attribute value) {
    AttributeForm attribute = form.attributes().get(name);
    require(
        attribute != null,
        "has an attribute \"" + name + "\"",
        form.attributes().isEmpty() ? "none" : "only " + form.attributes().keySet());
    if (attribute != null) {
      require(
          attribute.fits(value),
          "has an attribute \"%s\" of another kind".formatted(name),
          attribute.words());
    }
  }

  private void require(boolean holds, String what, String expected) {
    if (!holds) {
      throw new DriftwoodException("%s %s (expected: %s)".formatted(node, what, expected));
    }
  }
}
