package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Collects the parts of one graph; names are unique and depend on nothing but what is built. */
public final class GraphBuilder {
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Initializer> initializers = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, ValueType> types = new HashMap<>();
  private final int opset;

  /** Collects a graph of operator set {@value OnnxOps#OPSET}. */
  public GraphBuilder() {
    this(OnnxOps.OPSET);
  }

  /** Collects a graph of some operator set. */
  public GraphBuilder(int opset) {
    this.opset = opset;
  }

  /** The version of the operator set. */
  public int opset() {
    return opset;
  }

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

  /** The array that a value of {@link #initializer} stands for. */
  Initializer find(Value value) {
    return Objects.requireNonNull(initializers.get(value.name()), value.name());
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

  /** A node with any number of outputs, whose types are kept with the graph. */
  List<Value> node(
      String scope,
      String op,
      List<ValueType> results,
      Map<String, Attribute> attributes,
      List<String> inputs) {
    String name = unique(scope.isEmpty() ? op : scope + "/" + op);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      values.add(Value.of(i == 0 ? name : name + "/" + i, results.get(i)));
      types.put(values.get(i).name(), results.get(i));
    }
    List<String> outputs = values.stream().map(Value::name).toList();
    nodes.put(name, new Node(op, name, inputs, outputs, attributes));
    return values;
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
  public OnnxGraph build(String name, Map<String, Value> wanted) {
    Map<String, Value> outputs = withNodesOfTheirOwn(wanted);
    Map<String, String> names = new HashMap<>();
    outputs.forEach((output, value) -> names.put(value.name(), output));
    OnnxGraph whole =
        new OnnxGraph(
            name,
            opset,
            inputs,
            List.copyOf(outputs.values()),
            List.copyOf(nodes.values()),
            List.copyOf(initializers.values()),
            types);
    List<String> made = outputs.values().stream().map(Value::name).toList();
    List<String> fed = inputs.stream().map(Value::name).toList();
    return whole.keeping(fed, made).renaming(names).checked();
  }

  /** An output takes its value's name, which inputs, arrays and other outputs need as well. */
  private Map<String, Value> withNodesOfTheirOwn(Map<String, Value> wanted) {
    Set<String> taken = new HashSet<>(initializers.keySet());
    inputs.forEach(input -> taken.add(input.name()));
    Map<String, Value> outputs = new LinkedHashMap<>();
    wanted.forEach(
        (output, value) -> {
          boolean free = taken.add(value.name());
          outputs.put(
              output,
              free
                  ? value
                  : node("", "Identity", value.shape(), value.type(), Map.of(), value.name()));
        });
    return outputs;
  }
}
