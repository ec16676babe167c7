package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What a function's own names and attributes stand for where a node calls it. */
final class FunctionCall {
  private final Node node;
  private final FunctionProto function;
  private final Names names;
  private final Map<String, String> passed = new LinkedHashMap<>();

  FunctionCall(Node node, FunctionProto function, Names names) {
    this.node = node;
    this.function = function;
    this.names = names;
    boolean fits =
        node.inputs().size() <= function.getInputCount()
            && node.outputs().size() <= function.getOutputCount();
    if (!fits) {
      throw new DriftwoodException(
          "%s calls its function with %d inputs for %d outputs (expected: at most %d and %d)"
              .formatted(
                  node,
                  node.inputs().size(),
                  node.outputs().size(),
                  function.getInputCount(),
                  function.getOutputCount()));
    }
  }

  /** The attributes that the call passes, and what the function says of others. */
  Map<String, Attribute> arguments(TensorReader tensors, Function<GraphProto, OnnxGraph> graphs) {
    AttributeReader defaults = new AttributeReader(tensors, graphs, Map.of());
    Map<String, Attribute> arguments =
        new TreeMap<>(defaults.read(function.getAttributeProtoList(), node.toString()));
    Set<String> declared = new TreeSet<>(function.getAttributeList());
    node.attributes()
        .forEach(
            (name, value) -> {
              if (!declared.contains(name) && !arguments.containsKey(name)) {
                throw new DriftwoodException(
                    "%s passes its function attribute \"%s\" (expected: %s)"
                        .formatted(node, name, declared.isEmpty() ? "none" : declared));
              }
              arguments.put(name, value);
            });
    return arguments;
  }

  /** The names of the body: of its inputs and outputs those that the node gives them. */
  Names bind() {
    for (int i = 0; i < function.getInputCount(); i++) {
      names.bind(function.getInput(i), i < node.inputs().size() ? node.inputs().get(i) : "");
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      String formal = function.getOutput(i);
      String actual = node.outputs().get(i);
      if (actual.isEmpty()) {
        continue;
      }
      if (names.defines(formal)) {
        passed.put(actual, formal);
      } else {
        names.bind(formal, actual);
      }
    }
    return names;
  }

  /** Outputs that are an input, or another output again, by the name of what they shall be. */
  Map<String, String> passed() {
    return passed;
  }
}
