package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph, gone through node by node, each of which may be given other arguments. */
final class Rewriting {
  private final OnnxGraph graph;
  private final Extents extents;
  private final Set<String> names;
  private final Insertions insertions;
  private final Step step;
  private final String owner;

  /** What is done with a node. */
  interface Step {
    /** Looks at a graph before its nodes. */
    default void enter(OnnxGraph graph) {}

    /**
     * What a graph within a node is to give.
     *
     * @param owner the operator of the node
     */
    default List<Value> results(String owner, OnnxGraph graph, Insertions insertions) {
      return graph.outputs();
    }

    /** The arguments that a node is to have. */
    List<String> arguments(Guarded node, Insertions insertions);
  }

  private Rewriting(OnnxGraph graph, Extents extents, Set<String> names, Step step, String owner) {
    this.graph = graph;
    this.extents = extents;
    this.names = names;
    this.insertions = new Insertions(graph, extents, names);
    this.step = step;
    this.owner = owner;
  }

  static OnnxGraph of(OnnxGraph graph, Step step) {
    return new Rewriting(graph, Extents.of(graph), new HashSet<>(), step, "").rewritten();
  }

  private OnnxGraph rewritten() {
    graph.nodes().forEach(node -> names.addAll(node.outputs()));
    graph.initializers().forEach(array -> names.add(array.name()));
    graph.inputs().forEach(input -> names.add(input.name()));
    step.enter(graph);
    graph.nodes().forEach(this::add);
    List<Value> outputs = step.results(owner, graph, insertions);
    return new OnnxGraph(
        graph.name(),
        graph.opset(),
        graph.inputs(),
        outputs,
        insertions.nodes(),
        insertions.initializers(),
        graph.types());
  }

  private void add(Node node) {
    List<@Nullable DataType> given = new ArrayList<>();
    Node inner = node.with(within -> inside(node, within, given));
    List<String> arguments = step.arguments(new Guarded(inner, extents), insertions);
    Node changed =
        new Node(inner.op(), inner.name(), arguments, inner.outputs(), inner.attributes());
    insertions.nodes().add(changed);
    extents.add(changed, Collections.unmodifiableList(given));
  }

  /** Rewrites a graph that a node runs, and takes note of the types of what it gives. */
  private OnnxGraph inside(Node node, OnnxGraph within, List<@Nullable DataType> given) {
    Extents inner = extents.inside(within, InnerTypes.taken(node, extents));
    OnnxGraph rewritten = new Rewriting(within, inner, names, step, node.op()).rewritten();
    if (given.isEmpty()) {
      given.addAll(InnerTypes.given(node, within, inner));
    }
    return rewritten;
  }
}
