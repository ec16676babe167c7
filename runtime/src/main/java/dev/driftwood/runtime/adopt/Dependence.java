package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which values of a graph depend on the elements that are fed, and which on sizes and constants
 * only.
 *
 * @param varying names of the values that depend on elements
 */
record Dependence(Set<String> varying) {
  private static final Set<String> SIZES = Set.of("Shape", "Size");
  private static final Set<String> RANDOM =
      Set.of(
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Multinomial",
          "Bernoulli");

  Dependence {
    varying = Set.copyOf(varying);
  }

  /**
   * Follows a graph from its inputs.
   *
   * @throws DriftwoodException where a node draws random numbers
   */
  static Dependence of(OnnxGraph graph) {
    Set<String> varying = new HashSet<>();
    graph.inputs().forEach(input -> varying.add(input.name()));
    for (Node node : graph.nodes()) {
      if (RANDOM.contains(node.op())) {
        throw new DriftwoodException(
            node
                + " draws random numbers (expected: a network whose output is a function of its"
                + " inputs; export it in evaluation mode)");
      }
      List<String> taken = new ArrayList<>(node.inputs());
      taken.addAll(node.captured());
      if (!SIZES.contains(node.op()) && taken.stream().anyMatch(varying::contains)) {
        varying.addAll(node.outputs());
      }
    }
    return new Dependence(varying);
  }

  /** Whether none of a node's results depends on elements. */
  boolean isStatic(Node node) {
    return node.outputs().stream().noneMatch(varying::contains);
  }
}
