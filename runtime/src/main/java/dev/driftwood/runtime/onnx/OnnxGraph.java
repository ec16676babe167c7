package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A finished graph.
 *
 * @param name of the graph
 * @param inputs what is fed
 * @param outputs what it gives
 * @param nodes in an order in which they can run
 * @param initializers constant arrays
 */
public record OnnxGraph(
    String name,
    List<Value> inputs,
    List<Value> outputs,
    List<Node> nodes,
    List<Initializer> initializers) {
  public OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
  }

  /** Checks that every value is defined once and before it is used. */
  public OnnxGraph checked() {
    Set<String> defined = new HashSet<>();
    inputs.forEach(input -> define(defined, input.name(), "an input"));
    initializers.forEach(array -> define(defined, array.name(), "an initialiser"));
    for (Node node : nodes) {
      node.inputs().forEach(input -> requireDefined(defined, input, node));
      node.outputs().forEach(output -> define(defined, output, node.toString()));
    }
    outputs.forEach(output -> requireDefined(defined, output.name(), "the graph's outputs"));
    return this;
  }

  private static void define(Set<String> defined, String name, String where) {
    if (!name.isEmpty() && !defined.add(name)) {
      throw new DriftwoodException(
          "the graph defines value \"%s\" twice, the second time as %s".formatted(name, where));
    }
  }

  private static void requireDefined(Set<String> defined, String name, Object where) {
    if (!name.isEmpty() && !defined.contains(name)) {
      throw new DriftwoodException(
          "%s uses value \"%s\", which nothing before it defines".formatted(where, name));
    }
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
    return new OnnxGraph(
        name,
        wantedInputs.stream().map(this::input).toList(),
        kept,
        nodes.stream().filter(node -> node.outputs().stream().anyMatch(needed::contains)).toList(),
        initializers.stream().filter(array -> needed.contains(array.name())).toList());
  }

  private Set<String> reached(List<Value> from) {
    Map<String, Node> makers = new HashMap<>();
    nodes.forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(from.stream().map(Value::name).toList());
    while (!open.isEmpty()) {
      String name = open.pop();
      Node maker = reached.add(name) ? makers.get(name) : null;
      if (maker != null) {
        open.addAll(maker.inputs());
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
  OnnxGraph renaming(Map<String, String> names) {
    List<Node> renamed = new ArrayList<>();
    for (Node node : nodes) {
      renamed.add(
          new Node(
              node.op(),
              node.name(),
              rename(node.inputs(), names),
              rename(node.outputs(), names),
              node.attributes()));
    }
    List<Value> outs =
        outputs.stream()
            .map(v -> new Value(names.getOrDefault(v.name(), v.name()), v.type(), v.shape()))
            .toList();
    return new OnnxGraph(name, inputs, outs, renamed, initializers);
  }

  private static List<String> rename(List<String> values, Map<String, String> names) {
    return values.stream().map(value -> names.getOrDefault(value, value)).toList();
  }
}
