package dev.driftwood.runtime.graph;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One operator applied to named values.
 *
 * @param op the operator, of the default domain
 * @param name the node's own name
 * @param inputs names of the values it takes; empty where an optional one is left out
 * @param outputs names of the values it gives
 * @param attributes by name, sorted
 */
public record Node(
    String op,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** The same node with other outputs. */
  public Node withOutputs(List<String> others) {
    return new Node(op, name, inputs, others, attributes);
  }

  @Override
  public String toString() {
    return op + " node \"" + name + "\"";
  }

  /** Names of values of the graph around it that the node's own graphs use. */
  public Set<String> captured() {
    Set<String> captured = new LinkedHashSet<>();
    for (Attribute attribute : attributes.values()) {
      if (attribute instanceof Attribute.Graph inner) {
        captured.addAll(inner.value().captured());
      }
    }
    return captured;
  }

  /** The same node with a prefix before its name and before every name that its graphs define. */
  Node prefixed(String prefix) {
    Node inner = with(graph -> graph.prefixed(prefix));
    return new Node(op, prefix + name, inputs, outputs, inner.attributes);
  }

  /** The same node with other names for some of the values it takes and gives. */
  public Node renaming(Map<String, String> names) {
    Node inner = with(graph -> graph.renaming(names));
    return new Node(op, name, rename(inputs, names), rename(outputs, names), inner.attributes);
  }

  /** The same node with its own graphs changed. */
  public Node with(UnaryOperator<OnnxGraph> change) {
    Map<String, Attribute> changed = new TreeMap<>(attributes);
    changed.replaceAll(
        (key, attribute) ->
            attribute instanceof Attribute.Graph inner
                ? new Attribute.Graph(change.apply(inner.value()))
                : attribute);
    return new Node(op, name, inputs, outputs, changed);
  }

  private static List<String> rename(List<String> values, Map<String, String> names) {
    return values.stream().map(value -> names.getOrDefault(value, value)).toList();
  }
}
