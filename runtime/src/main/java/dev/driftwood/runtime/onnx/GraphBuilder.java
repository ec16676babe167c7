package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ops.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the parts of one graph; names are unique and depend on nothing but what is built. */
public final class GraphBuilder {
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Initializer> initializers = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  /** An input of the graph. */
  public Value input(String name, DataType type, Shape shape) {
    Value value = new Value(name, type, shape);
    inputs.add(value);
    return value;
  }

  /**
   * A constant array, once for each name.
   *
   * @throws DriftwoodException where another array has that name
   */
  public Value initializer(Initializer array) {
    return initializers.merge(array.name(), array, GraphBuilder::same).value();
  }

  private static Initializer same(Initializer first, Initializer second) {
    if (!first.equals(second)) {
      throw new DriftwoodException(
          "two different initialisers are called \"%s\"".formatted(first.name()));
    }
    return first;
  }

  /** A node with one output. */
  Value node(
      String scope,
      String op,
      Shape shape,
      DataType type,
      Map<String, Attribute> attributes,
      String... inputs) {
    String name = unique(scope.isEmpty() ? op : scope + "/" + op);
    nodes.put(name, new Node(op, name, List.of(inputs), List.of(name), attributes));
    return new Value(name, type, shape);
  }

  /** Further outputs of a node that is there already. */
  void extend(String name, List<String> outputs) {
    nodes.computeIfPresent(name, (key, node) -> node.withOutputs(outputs));
  }

  /** The name of a node that applies an operator to a value with that epsilon. */
  Optional<String> find(String op, String input, Attribute epsilon) {
    return nodes.values().stream()
        .filter(node -> node.op().equals(op) && node.inputs().get(0).equals(input))
        .filter(node -> epsilon.equals(node.attributes().get("epsilon")))
        .map(Node::name)
        .findFirst();
  }

  private String unique(String base) {
    int before = uses.merge(base, 1, Integer::sum) - 1;
    return before == 0 ? base : base + "_" + before;
  }

  /** The graph that gives some values, by the names that its outputs shall have. */
  public OnnxGraph build(String name, Map<String, Value> outputs) {
    Map<String, String> names = new HashMap<>();
    outputs.forEach((output, value) -> names.put(value.name(), output));
    OnnxGraph whole =
        new OnnxGraph(
            name,
            inputs,
            List.copyOf(outputs.values()),
            List.copyOf(nodes.values()),
            List.copyOf(initializers.values()));
    List<String> made = outputs.values().stream().map(Value::name).toList();
    List<String> fed = inputs.stream().map(Value::name).toList();
    return whole.keeping(fed, made).renaming(names).checked();
  }
}
