package dev.driftwood.runtime.graph;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that are defined while the nodes of a graph are gone through in their order. */
final class Definitions {
  private final OnnxGraph graph;
  private final @Nullable Definitions outer;
  private final Set<String> defined = new HashSet<>();

  Definitions(OnnxGraph graph) {
    this(graph, null);
  }

  private Definitions(OnnxGraph graph, @Nullable Definitions outer) {
    this.graph = graph;
    this.outer = outer;
  }

  void check() {
    graph.inputs().forEach(input -> define(input.name(), "an input"));
    graph.initializers().forEach(array -> define(array.name(), "an initialiser"));
    graph.nodes().forEach(this::check);
    Set<String> given = new HashSet<>();
    for (Value output : graph.outputs()) {
      requireDefined(output.name(), "the graph's outputs");
      if (!given.add(output.name())) {
        throw new DriftwoodException(
            "the graph gives output \"%s\" twice (expected: once)".formatted(output.name()));
      }
    }
  }

  private void check(Node node) {
    node.inputs().forEach(input -> requireDefined(input, node));
    for (Attribute attribute : node.attributes().values()) {
      if (attribute instanceof Attribute.Graph inner) {
        new Definitions(inner.value(), this).check();
      }
    }
    node.outputs().forEach(output -> define(output, node));
  }

  private void define(String name, Object where) {
    if (!name.isEmpty() && !defined.add(name)) {
      throw new DriftwoodException(
          "the graph defines value \"%s\" twice, the second time as %s".formatted(name, where));
    }
  }

  private void requireDefined(String name, Object where) {
    if (!name.isEmpty() && !isDefined(name)) {
      throw new DriftwoodException(
          "%s uses value \"%s\", which nothing before it defines".formatted(where, name));
    }
  }

  private boolean isDefined(String name) {
    for (Definitions scope = this; scope != null; scope = scope.outer) {
      if (scope.defined.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
