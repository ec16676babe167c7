package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code If} nodes of a graph whose conditions are constants. */
final class Branches {
  private final OnnxGraph graph;
  private final Map<String, Initializer> arrays = new HashMap<>();

  Branches(OnnxGraph graph) {
    this.graph = graph;
    graph.initializers().forEach(array -> arrays.put(array.name(), array));
  }

  /** Whether there is any. */
  boolean hasChosen() {
    return graph.nodes().stream().anyMatch(node -> chosen(node).isPresent());
  }

  /** The graph with each of them replaced by the branch that its condition chooses. */
  OnnxGraph inlined() {
    List<Node> nodes = new ArrayList<>();
    List<Initializer> constants = new ArrayList<>(graph.initializers());
    for (Node node : graph.nodes()) {
      Optional<OnnxGraph> branch = chosen(node);
      if (branch.isPresent()) {
        OnnxGraph inner = branch.get().prefixed(node.outputs().get(0) + "/branch/");
        nodes.addAll(inner.nodes());
        constants.addAll(inner.initializers());
        nodes.addAll(results(node, inner));
      } else {
        nodes.add(node);
      }
    }
    return new OnnxGraph(
        graph.name(), graph.opset(), graph.inputs(), graph.outputs(), nodes, constants, Map.of());
  }

  /** What the branch gives, under the names of what the node gives. */
  private static List<Node> results(Node node, OnnxGraph inner) {
    List<Node> results = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      String given = inner.outputs().get(i).name();
      String name = node.outputs().get(i);
      if (!name.isEmpty()) {
        results.add(new Node("Identity", name, List.of(given), List.of(name), Map.of()));
      }
    }
    return results;
  }

  private Optional<OnnxGraph> chosen(Node node) {
    Initializer condition = node.op().equals("If") ? arrays.get(node.inputs().get(0)) : null;
    if (condition == null || condition.shape().size() != 1) {
      return Optional.empty();
    }
    String branch = condition.numbers()[0] != 0 ? "then_branch" : "else_branch";
    return node.attributes().get(branch) instanceof Attribute.Graph inner
        ? Optional.of(inner.value())
        : Optional.empty();
  }
}
