package dev.driftwood.runtime.ort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What ONNX Runtime infers of the sizes of a graph's values, without running anything. */
final class InferredSizes {
  private InferredSizes() {}

  /**
   * The sizes of all arrays that a graph's nodes give, by name, as far as they are known.
   *
   * @throws OrtException where the graph is not accepted
   */
  static Map<String, Sized> of(OnnxGraph graph) throws OrtException {
    List<String> names = new ArrayList<>();
    for (Node node : graph.nodes()) {
      node.outputs().stream().filter(name -> !name.isEmpty()).forEach(names::add);
    }
    Map<String, Sized> sizes = shown(graph, names);
    List<String> single = names.stream().filter(name -> isSingle(sizes.get(name))).toList();
    if (!single.isEmpty()) {
      requireShapes(graph, single, sizes);
    }
    return sizes;
  }

  private static boolean isSingle(@Nullable Sized size) {
    return size != null && size.dims().isEmpty();
  }

  /**
   * What seems to be one number may also be an array of which nothing is known; the length of its
   * shape tells.
   */
  private static void requireShapes(OnnxGraph graph, List<String> names, Map<String, Sized> sizes)
      throws OrtException {
    List<Node> nodes = new ArrayList<>(graph.nodes());
    List<String> shapes = new ArrayList<>();
    for (String name : names) {
      // No value of a graph that was read has such a name.
      String shape = "/shape of " + name;
      nodes.add(new Node("Shape", shape, List.of(name), List.of(shape), Map.of()));
      shapes.add(shape);
    }
    OnnxGraph asked =
        new OnnxGraph(
            graph.name(),
            graph.opset(),
            graph.inputs(),
            graph.outputs(),
            nodes,
            graph.initializers(),
            Map.of());
    Map<String, Sized> lengths = shown(asked, shapes);
    for (int i = 0; i < names.size(); i++) {
      if (!lengths.get(shapes.get(i)).isKnown()) {
        sizes.put(names.get(i), Sized.UNKNOWN);
      }
    }
  }

  private static Map<String, Sized> shown(OnnxGraph graph, List<String> names) throws OrtException {
    byte[] file = OnnxWriter.writeShowing(new OnnxModel(graph, Map.of()), names);
    Map<String, Sized> sizes = new LinkedHashMap<>();
    try (Held<SessionOptions> options = Natives.sessionOptions()) {
      set(options.get());
      try (Held<OrtSession> session = Natives.session(file, options)) {
        for (NodeInfo value : session.get().getOutputInfo().values()) {
          if (value.getInfo() instanceof TensorInfo type) {
            sizes.put(value.getName(), Sized.of(type));
          }
        }
      }
    }
    return sizes;
  }

  /** Nothing is optimised, as that runs nodes. */
  private static void set(SessionOptions options) throws OrtException {
    options.setOptimizationLevel(OptLevel.NO_OPT);
    options.setIntraOpNumThreads(1);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  }
}
