package dev.driftwood.runtime.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.sun.management.OperatingSystemMXBean;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much memory the values of a graph take, found out before it runs: where memory is short, the
 * system may end the process rather than the run. A value whose shape ONNX Runtime does not infer
 * is not counted.
 */
final class Footprint {
  /** The part of the machine's memory that all values together may take. */
  private static final double PART = 0.5;

  /** Arrays of more elements hold weights, which say nothing about sizes. */
  private static final int LONGEST_SIZES = 1 << 10;

  private static final int WIDEST = 8;

  private Footprint() {}

  /** Requires that there is room for a run with one row. */
  static void requireRoom(OnnxGraph graph) {
    requireRoom(graph, graph.inputs().stream().map(Footprint::ofOneRow).toList());
  }

  private static Value ofOneRow(Value input) {
    int[] dims = input.shape().toArray();
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = dims[axis] == Shape.UNKNOWN ? 1 : Math.abs(dims[axis]);
    }
    return new Value(input.name(), input.type(), Shape.of(dims));
  }

  /**
   * Requires that there is room for a run.
   *
   * @param inputs what is fed, with its sizes
   */
  static void requireRoom(OnnxGraph graph, List<Value> inputs) {
    Map<String, Double> bytes = bytes(graph, infer(graph, inputs));
    double total = bytes.values().stream().mapToDouble(Double::doubleValue).sum();
    double room = PART * memory();
    if (total > room) {
      throw new DriftwoodException(
          "the network's values take %.3g GB, the largest, \"%s\", %.3g GB (expected: at most %.3g GB, half of this machine's memory)"
              .formatted(
                  1e-9 * total, largest(bytes), 1e-9 * bytes.get(largest(bytes)), 1e-9 * room));
    }
  }

  private static String largest(Map<String, Double> bytes) {
    return Collections.max(bytes.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  /** What is joined takes what its parts take: ONNX infers its size in 32 bits. */
  private static Map<String, Double> bytes(OnnxGraph graph, Map<String, TensorInfo> types) {
    Map<String, Double> bytes = new LinkedHashMap<>();
    types.forEach((name, type) -> bytes.put(name, bytes(type)));
    for (Node node : graph.nodes()) {
      if (node.op().equals("Concat")) {
        double parts =
            node.inputs().stream().mapToDouble(name -> bytes.getOrDefault(name, 0.0)).sum();
        bytes.put(node.outputs().get(0), parts);
      }
    }
    return bytes;
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static double bytes(TensorInfo info) {
    int width =
        Arrays.stream(DataType.values())
            .filter(type -> info.onnxType.name().endsWith("_TYPE_" + type.name()))
            .mapToInt(DataType::bytes)
            .findFirst()
            .orElse(WIDEST);
    return Arrays.stream(info.getShape()).asDoubleStream().reduce(width, (a, b) -> a * b);
  }

  /** Without weights where that is accepted; what is not accepted with them is not run either. */
  private static Map<String, TensorInfo> infer(OnnxGraph graph, List<Value> inputs) {
    try {
      return InferredSizes.of(weightless(graph, inputs));
    } catch (OrtException e) {
      try {
        return InferredSizes.of(fed(graph, inputs, graph.initializers()));
      } catch (OrtException again) {
        return Map.of();
      }
    }
  }

  private static OnnxGraph weightless(OnnxGraph graph, List<Value> inputs) {
    List<Value> all = new ArrayList<>(inputs);
    List<Initializer> small = new ArrayList<>();
    for (Initializer array : graph.initializers()) {
      if (array.shape().size() <= LONGEST_SIZES) {
        small.add(array);
      } else {
        all.add(array.value());
      }
    }
    return fed(graph, all, small);
  }

  private static OnnxGraph fed(OnnxGraph graph, List<Value> inputs, List<Initializer> arrays) {
    return new OnnxGraph(
        graph.name(), graph.opset(), inputs, graph.outputs(), graph.nodes(), arrays, Map.of());
  }
}
