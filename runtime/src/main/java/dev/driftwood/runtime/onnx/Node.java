package dev.driftwood.runtime.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  Node withOutputs(List<String> others) {
    return new Node(op, name, inputs, others, attributes);
  }

  @Override
  public String toString() {
    return op + " node \"" + name + "\"";
  }
}
