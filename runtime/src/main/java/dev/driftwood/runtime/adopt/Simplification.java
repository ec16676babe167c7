package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network with everything that is the same in every run taken as a constant: computed weights,
 * chains of sizes, and the branches that conditions on them choose. What stays is the computation,
 * and the types of all its values are known.
 */
final class Simplification {
  /** Branches within branches, each of which takes a round. */
  private static final int ROUNDS = 16;

  private Simplification() {}

  /**
   * Simplifies a network.
   *
   * @throws DriftwoodException where it does not run, or has more branches than can be followed
   */
  static Connection of(Connection connection) {
    Connection current = connection;
    for (int round = 0; round < ROUNDS; round++) {
      Measurement measured = Measurement.of(current);
      OnnxGraph folded = folded(current.graph(), measured);
      Branches branches = new Branches(folded);
      if (!branches.hasChosen()) {
        Connection simplified = current.with(typed(folded, measured));
        Equivalence.require(connection, simplified);
        return simplified;
      }
      current = current.with(branches.inlined());
    }
    throw new DriftwoodException(
        "the network has branches nested deeper than " + ROUNDS + " (expected: fewer)");
  }

  private static OnnxGraph folded(OnnxGraph graph, Measurement measured) {
    Map<String, Initializer> arrays = new LinkedHashMap<>();
    graph.initializers().forEach(array -> arrays.put(array.name(), array));
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Optional<List<Initializer>> constants = constants(node, measured);
      if (constants.isPresent()) {
        constants.get().forEach(array -> arrays.put(array.name(), array));
      } else {
        Node sized = withConstantSizes(node, measured, arrays);
        nodes.add(
            measured
                .type(node.inputs().isEmpty() ? "" : node.inputs().get(0))
                .map(type -> new LayerScales(arrays).whole(sized, type))
                .orElse(sized));
      }
    }
    List<String> outputs = graph.outputs().stream().map(output -> output.name()).toList();
    List<String> inputs = graph.inputs().stream().map(input -> input.name()).toList();
    return new OnnxGraph(
            graph.name(),
            graph.opset(),
            graph.inputs(),
            graph.outputs(),
            nodes,
            List.copyOf(arrays.values()),
            Map.of())
        .keeping(inputs, outputs);
  }

  private static Optional<List<Initializer>> constants(Node node, Measurement measured) {
    List<Initializer> arrays = new ArrayList<>();
    if (!measured.dependence().isStatic(node)) {
      return Optional.empty();
    }
    for (String output : node.outputs()) {
      Optional<Initializer> array = measured.constant(output);
      if (!output.isEmpty() && array.isEmpty()) {
        return Optional.empty();
      }
      array.ifPresent(arrays::add);
    }
    return Optional.of(arrays);
  }

  /** A Reshape whose target follows the batch on one axis takes a constant with −1 there. */
  private static Node withConstantSizes(
      Node node, Measurement measured, Map<String, Initializer> arrays) {
    boolean zeroIsZero = node.attributes().containsKey("allowzero");
    if (!node.op().equals("Reshape") || node.inputs().size() != 2 || zeroIsZero) {
      return node;
    }
    Optional<long[]> sizes = measured.sizes(node.inputs().get(1));
    if (sizes.isEmpty()) {
      return node;
    }
    String name = node.outputs().get(0) + "/sizes";
    arrays.put(name, Initializer.ofLongs(name, sizes.get()));
    return new Node(
        node.op(),
        node.name(),
        List.of(node.inputs().get(0), name),
        node.outputs(),
        node.attributes());
  }

  private static OnnxGraph typed(OnnxGraph graph, Measurement measured) {
    for (Node node : graph.nodes()) {
      boolean arrays =
          node.outputs().stream().anyMatch(output -> measured.type(output).isPresent());
      if (!arrays) {
        throw new DriftwoodException(
            node
                + " gives no array whose rank is the same for every batch (expected: arrays, not"
                + " sequences or maps; export the network without lists of tensors)");
      }
    }
    return new OnnxGraph(
        graph.name(),
        graph.opset(),
        graph.inputs(),
        graph.outputs(),
        graph.nodes(),
        graph.initializers(),
        measured.types());
  }
}
