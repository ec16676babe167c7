package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes and arrays of a guarded graph, with those that guards put between what was there. */
final class Insertions {
  private final Extents extents;
  private final Set<String> names;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Initializer> initializers;

  /**
   * Begins with a graph's arrays.
   *
   * @param names all that are taken, to which those of what is put in are added
   */
  Insertions(OnnxGraph graph, Extents extents, Set<String> names) {
    this.extents = extents;
    this.names = names;
    this.initializers = new ArrayList<>(graph.initializers());
  }

  Extents extents() {
    return extents;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Initializer> initializers() {
    return initializers;
  }

  /** Puts in a node without attributes. */
  String value(String like, String op, String... inputs) {
    return value(like, op, Map.of(), inputs);
  }

  /** Puts in a node with one result, whose name is returned. */
  String value(String like, String op, Map<String, Attribute> attributes, String... inputs) {
    String name = fresh(like);
    Node node = new Node(op, name, List.of(inputs), List.of(name), attributes);
    nodes.add(node);
    extents.add(node, List.of());
    return name;
  }

  /** Puts in a vector of whole numbers. */
  String longs(String like, long... values) {
    return array(Initializer.ofLongs(fresh(like), values));
  }

  /** Puts in one number without axes. */
  String number(String like, DataType type, double value) {
    return array(Initializer.of(fresh(like), type, Shape.SCALAR, value));
  }

  private String array(Initializer array) {
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
