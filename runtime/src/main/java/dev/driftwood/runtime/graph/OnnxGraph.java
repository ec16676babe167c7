package dev.driftwood.runtime.graph;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A finished graph.
 *
 * @param name of the graph
 * @param opset the version of the operator set that its nodes are of
 * @param inputs what is fed
 * @param outputs what it gives
 * @param nodes in an order in which they can run
 * @param initializers constant arrays
 * @param types what is known of values that nodes give, by name; any of them may be left out
 */
public record OnnxGraph(
    String name,
    int opset,
    List<Value> inputs,
    List<Value> outputs,
    List<Node> nodes,
    List<Initializer> initializers,
    Map<String, ValueType> types) {
  public OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
    types = Collections.unmodifiableMap(new TreeMap<>(types));
  }

  /**
   * Checks that every value is defined once and before it is used, in this graph and in those that
   * its nodes run.
   */
  public OnnxGraph checked() {
    new Definitions(this).check();
    return this;
  }

  /** The output with a name, or an error that lists what there is. */
  public Value output(String wanted) {
    return find(outputs, wanted, "output");
  }

  /** The input with a name, or an error that lists what there is. */
  public Value input(String wanted) {
    return find(inputs, wanted, "input");
  }

  private static Value find(List<Value> values, String wanted, String kind) {
    return values.stream()
        .filter(value -> value.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new DriftwoodException(
                    "the graph has no %s \"%s\" (it has: %s)"
                        .formatted(
                            kind,
                            wanted,
                            values.stream().map(Value::name).collect(Collectors.joining(", ")))));
  }

  /** The part of this graph that some of its outputs need, and the inputs given by name. */
  public OnnxGraph keeping(List<String> wantedInputs, List<String> wantedOutputs) {
    List<Value> kept = wantedOutputs.stream().map(this::output).toList();
    Set<String> needed = reached(kept);
    List<Node> makers =
        nodes.stream().filter(node -> node.outputs().stream().anyMatch(needed::contains)).toList();
    Set<String> made = new HashSet<>();
    makers.forEach(node -> made.addAll(node.outputs()));
    return new OnnxGraph(
        name,
        opset,
        wantedInputs.stream().map(this::input).toList(),
        kept,
        makers,
        initializers.stream().filter(array -> needed.contains(array.name())).toList(),
        only(types, made));
  }

  private static Map<String, ValueType> only(Map<String, ValueType> types, Set<String> names) {
    Map<String, ValueType> kept = new HashMap<>(types);
    kept.keySet().retainAll(names);
    return kept;
  }

  private Set<String> reached(List<Value> from) {
    Map<String, Node> makers = new HashMap<>();
    nodes.forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    Set<String> reached = new HashSet<>();
    Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<String> open = new ArrayDeque<>(from.stream().map(Value::name).toList());
    while (!open.isEmpty()) {
      String name = open.pop();
      Node maker = reached.add(name) ? makers.get(name) : null;
      if (maker != null && done.add(maker)) {
        open.addAll(maker.inputs());
        open.addAll(maker.captured());
      }
    }
    return reached;
  }

  /** How often each operator occurs. */
  public Map<String, Long> operatorCounts() {
    return nodes.stream()
        .collect(Collectors.groupingBy(Node::op, TreeMap::new, Collectors.counting()));
  }

  /** This graph with other names for some of its values. */
  public OnnxGraph renaming(Map<String, String> names) {
    Map<String, ValueType> known = new HashMap<>();
    types.forEach((value, type) -> known.put(names.getOrDefault(value, value), type));
    return new OnnxGraph(
        name,
        opset,
        renamed(inputs, names),
        renamed(outputs, names),
        nodes.stream().map(node -> node.renaming(names)).toList(),
        initializers.stream()
            .map(array -> array.named(names.getOrDefault(array.name(), array.name())))
            .toList(),
        known);
  }

  private static List<Value> renamed(List<Value> values, Map<String, String> names) {
    return values.stream()
        .map(v -> new Value(names.getOrDefault(v.name(), v.name()), v.type(), v.shape()))
        .toList();
  }

  /** This graph with a prefix before every name that it or a graph within it defines. */
  public OnnxGraph prefixed(String prefix) {
    Map<String, String> names = new HashMap<>();
    inputs.forEach(input -> names.put(input.name(), prefix + input.name()));
    initializers.forEach(array -> names.put(array.name(), prefix + array.name()));
    nodes.forEach(node -> node.outputs().forEach(name -> names.put(name, prefix + name)));
    names.remove("");
    List<Node> moved = nodes.stream().map(node -> node.prefixed(prefix)).toList();
    OnnxGraph inner = new OnnxGraph(name, opset, inputs, outputs, moved, initializers, types);
    return inner.renaming(names);
  }

  /** Names that this graph uses and does not define: values of the graph around it. */
  public Set<String> captured() {
    Set<String> defined = new HashSet<>();
    inputs.forEach(input -> defined.add(input.name()));
    initializers.forEach(array -> defined.add(array.name()));
    Set<String> captured = new LinkedHashSet<>();
    for (Node node : nodes) {
      addUndefined(captured, node.inputs(), defined);
      addUndefined(captured, node.captured(), defined);
      defined.addAll(node.outputs());
    }
    addUndefined(captured, outputs.stream().map(Value::name).toList(), defined);
    captured.remove("");
    return captured;
  }

  private static void addUndefined(Set<String> to, Collection<String> names, Set<String> defined) {
    names.stream().filter(name -> !defined.contains(name)).forEach(to::add);
  }
}
