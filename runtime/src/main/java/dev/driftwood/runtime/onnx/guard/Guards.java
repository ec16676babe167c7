package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a graph, whose nodes have the right form, one that ONNX Runtime survives. */
public final class Guards {
  private final OnnxGraph graph;
  private final Extents extents;
  private final Set<String> names;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Initializer> initializers;

  private Guards(OnnxGraph graph, @Nullable Extents outer, Set<String> names) {
    this.graph = graph;
    this.extents = new Extents(graph, outer);
    this.names = names;
    this.initializers = new ArrayList<>(graph.initializers());
  }

  /**
   * The graph, with the arguments flattened that must be vectors and may be something else.
   *
   * @throws DriftwoodException where a node would end the process
   */
  public static OnnxGraph guarded(OnnxGraph graph) {
    for (Value input : graph.inputs()) {
      requireElements("input", input);
    }
    return new Guards(graph, null, new HashSet<>()).guarded();
  }

  /** Kernels divide by sizes. */
  private static void requireElements(String what, Value value) {
    if (value.shape().dims().contains(0)) {
      throw new DriftwoodException(
          "%s \"%s\" of shape %s holds nothing (expected: sizes of at least 1)"
              .formatted(what, value.name(), value.shape()));
    }
  }

  private OnnxGraph guarded() {
    graph.nodes().forEach(node -> names.addAll(node.outputs()));
    for (Initializer array : graph.initializers()) {
      names.add(array.name());
      // A vector of no elements is how some say that they don't say.
      if (array.shape().rank() > 1) {
        requireElements("array", array.value());
      }
    }
    graph.inputs().forEach(input -> names.add(input.name()));
    for (Node node : graph.nodes()) {
      Node inner = node.with(within -> new Guards(within, extents, names).guarded());
      GuardTable.check(new Guarded(inner, extents));
      Node flat = flattened(inner);
      nodes.add(flat);
      extents.add(flat);
    }
    return new OnnxGraph(
        graph.name(),
        graph.opset(),
        graph.inputs(),
        graph.outputs(),
        nodes,
        initializers,
        graph.types());
  }

  private Node flattened(Node node) {
    List<String> inputs = new ArrayList<>(node.inputs());
    for (GuardTable.Vector vector : GuardTable.vectors(node.op())) {
      int place = vector.place();
      if (place < inputs.size() && !inputs.get(place).isEmpty()) {
        inputs.set(place, vector(inputs.get(place), vector.longest()));
      }
    }
    return new Node(node.op(), node.name(), inputs, node.outputs(), node.attributes());
  }

  /** A value with one axis of few elements: itself where it is known to be so. */
  private String vector(String name, int longest) {
    OptionalInt rank = extents.rank(name);
    if (longest == 1) {
      return rank.isPresent() && rank.getAsInt() == 0 ? name : one(name);
    }
    String flat = name;
    if (rank.isEmpty() || rank.getAsInt() != 1) {
      flat = value(name + "/flat", "Reshape", name, longs(name + "/any", -1));
    }
    return extents.longest(flat) <= longest
        ? flat
        : value(
            name + "/first",
            "Slice",
            flat,
            longs(name + "/none", 0),
            longs(name + "/longest", longest));
  }

  /** A value of one element; one of more of them, or of none, is an error of the run then. */
  private String one(String name) {
    return extents.isOne(name)
        ? name
        : value(name + "/one", "Reshape", name, longs(name + "/single", 1));
  }

  private String value(String like, String op, String... inputs) {
    String name = fresh(like);
    Node node = new Node(op, name, List.of(inputs), List.of(name), Map.of());
    nodes.add(node);
    extents.add(node);
    return name;
  }

  private String longs(String like, long... values) {
    Initializer array = Initializer.ofLongs(fresh(like), values);
    initializers.add(array);
    extents.add(array);
    return array.name();
  }

  private String fresh(String like) {
    String name = like;
    for (int i = 1; !names.add(name); i++) {
      name = like + "_" + i;
    }
    return name;
  }
}
