package dev.driftwood.runtime.onnx.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The form that an operator has in some versions of the operator set.
 *
 * @param name of the operator
 * @param versions those that it came in or was declared again in
 * @param inputs its arguments
 * @param outputs its results
 * @param attributes by name
 */
record OperatorForm(
    String name,
    List<Integer> versions,
    List<Slot> inputs,
    List<Slot> outputs,
    Map<String, AttributeForm> attributes) {
  OperatorForm {
    versions = List.copyOf(versions);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** A form from its line: name and versions, inputs, outputs and attributes between bars. */
  static OperatorForm parse(String line) {
    String[] parts = (line + " ").split("\\|");
    String[] head = parts[0].strip().split(" ");
    Map<String, AttributeForm> attributes = new TreeMap<>();
    words(parts, 3)
        .map(word -> word.split(":"))
        .forEach(pair -> attributes.put(pair[0], AttributeForm.parse(pair[1])));
    return new OperatorForm(
        head[0],
        Arrays.stream(head[1].split(",")).map(Integer::valueOf).toList(),
        words(parts, 1).map(Slot::parse).toList(),
        words(parts, 2).map(Slot::parse).toList(),
        attributes);
  }

  private static Stream<String> words(String[] parts, int part) {
    return part >= parts.length || parts[part].isBlank()
        ? Stream.empty()
        : Arrays.stream(parts[part].strip().split(" "));
  }
}
