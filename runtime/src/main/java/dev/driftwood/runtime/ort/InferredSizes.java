package dev.driftwood.runtime.ort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ONNX Runtime infers of the shapes of a graph's values, without running anything. */
final class InferredSizes {
  private InferredSizes() {}

  /**
   * The types of all values of a graph all of whose sizes are inferred, by name; one without any
   * may also be one of which nothing is known.
   *
   * @param graph whose inputs have no open sizes
   */
  static Map<String, TensorInfo> of(OnnxGraph graph) throws OrtException {
    List<String> names = new ArrayList<>();
    for (Node node : graph.nodes()) {
      node.outputs().stream().filter(name -> !name.isEmpty()).forEach(names::add);
    }
    byte[] file = OnnxWriter.writeShowing(new OnnxModel(graph, Map.of()), names);
    Map<String, TensorInfo> known = new LinkedHashMap<>();
    try (SessionOptions options = options();
        OrtSession session = OrtEnvironment.getEnvironment().createSession(file, options)) {
      for (NodeInfo value : session.getOutputInfo().values()) {
        if (value.getInfo() instanceof TensorInfo type && isKnown(type)) {
          known.put(value.getName(), type);
        }
      }
    }
    return known;
  }

  private static boolean isKnown(TensorInfo type) {
    return Arrays.stream(type.getShape()).allMatch(size -> size >= 0);
  }

  /** Nothing is optimised, as that runs nodes. */
  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(OptLevel.NO_OPT);
    options.setIntraOpNumThreads(1);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }
}
