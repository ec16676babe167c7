package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What nodes stand in: the model itself, or a function as a node calls it.
 *
 * @param opset the version of the default operator set that gives them their meaning
 * @param arguments the attributes that a call passes, by name; those of a function that it leaves
 *     out are none
 * @param calls the functions whose bodies these nodes are in, the outermost first
 * @param depth how many graphs there are around the nodes
 */
record Body(int opset, Map<String, Attribute> arguments, List<FunctionTable.Key> calls, int depth) {
  /** ONNX Runtime reads a hundred messages within each other, and a graph takes three. */
  private static final int DEEPEST_GRAPH = 30;

  private static final int DEEPEST_CALL = 64;

  Body {
    arguments = Map.copyOf(arguments);
    calls = List.copyOf(calls);
  }

  /** The model's own graph. */
  static Body ofModel(int opset) {
    return new Body(opset, Map.of(), List.of(), 0);
  }

  boolean isFunction() {
    return !calls.isEmpty();
  }

  /** The same within a graph that one of the nodes runs. */
  Body inner() {
    if (depth == DEEPEST_GRAPH) {
      throw new DriftwoodException(
          "graphs within graphs, more than %d deep (expected: a graph that nests less)"
              .formatted(DEEPEST_GRAPH));
    }
    return new Body(opset, arguments, calls, depth + 1);
  }

  /** The body of a function that one of the nodes calls. */
  Body call(FunctionTable.Key function, int version, Map<String, Attribute> passed) {
    if (calls.contains(function)) {
      throw new DriftwoodException(
          "function %s calls itself (expected: functions that end)".formatted(function));
    }
    if (calls.size() == DEEPEST_CALL) {
      throw new DriftwoodException(
          "function %s is called through more than %d others (expected: calls that nest less)"
              .formatted(function, DEEPEST_CALL));
    }
    List<FunctionTable.Key> within = Stream.concat(calls.stream(), Stream.of(function)).toList();
    return new Body(version, passed, within, depth);
  }
}
