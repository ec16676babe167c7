package dev.driftwood.runtime.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a file in ONNX Runtime as it is, with arrays of any type. */
final class RawRun {
  private static final String PREFIX = "ONNX_TENSOR_ELEMENT_DATA_TYPE_";

  private RawRun() {}

  /** All outputs of the graph for inputs of some names, by the nodes that the file has. */
  static List<Initializer> run(byte[] file, List<Initializer> inputs) throws OrtException {
    // The rewriting of graphs is not what is tested.
    return run(file, inputs, OrtSession.SessionOptions.OptLevel.NO_OPT);
  }

  /** The same after some rewriting. */
  static List<Initializer> run(
      byte[] file, List<Initializer> inputs, OrtSession.SessionOptions.OptLevel level)
      throws OrtException {
    List<Initializer> outputs = new ArrayList<>();
    run(
        file,
        inputs,
        level,
        result -> {
          for (Map.Entry<String, ?> output : result) {
            outputs.add(array(output.getKey(), (OnnxTensor) output.getValue()));
          }
        });
    return outputs;
  }

  /** Runs a file whose outputs, which may be large, nobody looks at. */
  static void unseen(
      byte[] file, List<Initializer> inputs, OrtSession.SessionOptions.OptLevel level)
      throws OrtException {
    run(file, inputs, level, result -> {});
  }

  private static void run(
      byte[] file,
      List<Initializer> inputs,
      OrtSession.SessionOptions.OptLevel level,
      Consumer<OrtSession.Result> look)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setOptimizationLevel(level);
      try (OrtSession session = environment.createSession(file, options)) {
        for (Initializer input : inputs) {
          tensors.put(input.name(), tensor(environment, input));
        }
        try (OrtSession.Result result = session.run(tensors)) {
          look.accept(result);
        }
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Initializer array)
      throws OrtException {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(array.data().remaining()).order(ByteOrder.nativeOrder());
    bytes.put(array.data().duplicate()).flip();
    long[] shape = array.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    return OnnxTensor.createTensor(environment, bytes, shape, type(array.type()));
  }

  private static OnnxJavaType type(DataType type) {
    return switch (type) {
      case FLOAT -> OnnxJavaType.FLOAT;
      case DOUBLE -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT8 -> OnnxJavaType.INT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      default -> throw new IllegalArgumentException("type: " + type);
    };
  }

  private static Initializer array(String name, OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    DataType type =
        Arrays.stream(DataType.values())
            .filter(t -> info.onnxType.name().equals(PREFIX + t.name()))
            .findFirst()
            .orElseThrow();
    int[] dims = Arrays.stream(info.getShape()).mapToInt(dim -> (int) dim).toArray();
    ByteBuffer bytes = ByteBuffer.allocate(tensor.getByteBuffer().remaining());
    bytes.put(tensor.getByteBuffer()).flip();
    return new Initializer(name, type, Shape.of(dims), bytes);
  }
}
