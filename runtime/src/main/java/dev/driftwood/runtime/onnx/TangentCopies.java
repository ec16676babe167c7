package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The graph of one product, its part that depends on {@code v} repeated for further tangents.
 *
 * <p>A copy has the nodes of the graph of one product and shares with the others only what they
 * read, so that a product's bits do not depend on how many there are.
 *
 * @param product inputs {@code v} and others, outputs {@code jvp} and others
 * @param moving the names of the values that depend on {@code v}, {@code v} among them
 */
record TangentCopies(OnnxGraph product, Set<String> moving) {
  private static final String TANGENT = "v";
  private static final String RESULT = "jvp";

  static TangentCopies of(OnnxGraph product) {
    Set<String> moving = new HashSet<>(Set.of(TANGENT));
    for (Node node : product.nodes()) {
      if (uses(node, moving)) {
        node.outputs().stream().filter(name -> !name.isEmpty()).forEach(moving::add);
      }
    }
    return new TangentCopies(product, moving);
  }

  private static boolean uses(Node node, Set<String> values) {
    return Stream.concat(node.inputs().stream(), node.captured().stream())
        .anyMatch(values::contains);
  }

  /** The graph with inputs {@code v0, v1, …} and outputs {@code jvp0, jvp1, …}. */
  OnnxGraph times(int count) {
    List<Node> nodes = new ArrayList<>();
    List<Map<String, String>> names = IntStream.range(0, count).mapToObj(this::names).toList();
    for (Node node : product.nodes()) {
      if (uses(node, moving)) {
        IntStream.range(0, count).forEach(copy -> nodes.add(copied(node, copy, names.get(copy))));
      } else {
        nodes.add(node);
      }
    }
    if (!moving.contains(RESULT)) {
      IntStream.range(0, count).forEach(copy -> nodes.add(sameResult(copy)));
    }
    return new OnnxGraph(
            product.name(),
            product.opset(),
            copied(product.inputs(), TANGENT, count),
            copied(product.outputs(), RESULT, count),
            nodes,
            product.initializers(),
            types(count))
        .checked();
  }

  private Map<String, String> names(int copy) {
    return moving.stream()
        .collect(Collectors.toMap(Function.identity(), name -> copied(name, copy)));
  }

  private static Node copied(Node node, int copy, Map<String, String> names) {
    // What the node's own graphs define must differ from what the other copies' graphs define.
    Node inner = node.with(graph -> graph.prefixed(prefix(copy))).renaming(names);
    return new Node(
        node.op(), prefix(copy) + node.name(), inner.inputs(), inner.outputs(), inner.attributes());
  }

  /** A product that does not depend on the tangent is the same for all of them. */
  private static Node sameResult(int copy) {
    String name = copied(RESULT, copy);
    return new Node("Identity", name, List.of(RESULT), List.of(name), Map.of());
  }

  private static List<Value> copied(List<Value> values, String repeated, int count) {
    List<Value> copies = new ArrayList<>();
    for (Value value : values) {
      if (value.name().equals(repeated)) {
        IntStream.range(0, count)
            .mapToObj(copy -> Value.of(copied(repeated, copy), value.valueType()))
            .forEach(copies::add);
      } else {
        copies.add(value);
      }
    }
    return copies;
  }

  private Map<String, ValueType> types(int count) {
    Map<String, ValueType> types = new HashMap<>(product.types());
    types.keySet().removeAll(moving);
    for (String name : moving) {
      ValueType type = product.types().get(name);
      for (int copy = 0; type != null && copy < count; copy++) {
        types.put(copied(name, copy), type);
      }
    }
    return types;
  }

  private static String copied(String name, int copy) {
    boolean outer = name.equals(TANGENT) || name.equals(RESULT);
    return outer ? name + copy : prefix(copy) + name;
  }

  private static String prefix(int copy) {
    return TANGENT + copy + "/";
  }
}
