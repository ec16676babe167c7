package dev.driftwood.runtime.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Set;

/** Opens all that there is of ONNX Runtime, so that {@link LiveNatives} knows of it. */
final class Natives {
  private Natives() {}

  static Held<SessionOptions> sessionOptions() {
    return new Held<>(LiveNatives.Kind.OPTIONS, new SessionOptions());
  }

  static Held<RunOptions> runOptions() throws OrtException {
    return new Held<>(LiveNatives.Kind.OPTIONS, new RunOptions());
  }

  /** A session, without telemetry. */
  static Held<OrtSession> session(byte[] file, Held<SessionOptions> options) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    return new Held<>(LiveNatives.Kind.SESSION, environment.createSession(file, options.get()));
  }

  static Held<OnnxTensor> tensor(Feed feed) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    return held(
        feed.values() instanceof LongBuffer numbers
            ? OnnxTensor.createTensor(environment, numbers, feed.shape())
            : OnnxTensor.createTensor(environment, (FloatBuffer) feed.values(), feed.shape()));
  }

  static Held<OnnxTensor> tensor(ByteBuffer data, long[] shape, OnnxJavaType type)
      throws OrtException {
    return held(OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape, type));
  }

  private static Held<OnnxTensor> held(OnnxTensor tensor) {
    return new Held<>(LiveNatives.Kind.TENSOR, tensor);
  }

  static Held<OrtSession.Result> run(
      OrtSession session, FedTensors fed, Set<String> outputs, RunLimit limit) throws OrtException {
    return new Held<>(LiveNatives.Kind.RESULT, session.run(fed.byName(), outputs, limit.options()));
  }
}
