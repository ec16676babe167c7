package dev.driftwood.runtime.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.TensorInfo;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/** Copies in Java's memory of what runs give. */
final class Heap {
  /** The most bytes of one of Java's arrays. */
  private static final double LONGEST = Integer.MAX_VALUE - 8;

  private Heap() {}

  /**
   * The elements of a float32 array.
   *
   * @throws DriftwoodException where it is none, or too large for the heap
   */
  static float[] floats(String name, OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor) || tensor.getInfo().type != OnnxJavaType.FLOAT) {
      throw new DriftwoodException(
          "output \"%s\": %s (expected: a float32 array)".formatted(name, value.getInfo()));
    }
    return copied(name, tensor, Float.BYTES, () -> tensor.getFloatBuffer().array());
  }

  /**
   * The bytes of an array.
   *
   * @param width of an element
   * @throws DriftwoodException where it is too large for the heap
   */
  static ByteBuffer bytes(String name, OnnxTensor tensor, int width) {
    return copied(name, tensor, width, tensor::getByteBuffer);
  }

  private static <T> T copied(String name, OnnxTensor tensor, int width, Supplier<T> copy) {
    TensorInfo info = tensor.getInfo();
    double bytes = Arrays.stream(info.getShape()).asDoubleStream().reduce(width, (a, b) -> a * b);
    if (bytes > Math.min(LONGEST, Runtime.getRuntime().maxMemory())) {
      throw tooLarge(name, info, bytes);
    }
    try {
      return copy.get();
    } catch (OutOfMemoryError e) {
      DriftwoodException failure = tooLarge(name, info, bytes);
      failure.initCause(e);
      throw failure;
    }
  }

  private static DriftwoodException tooLarge(String name, TensorInfo info, double bytes) {
    return new DriftwoodException(
        "output \"%s\" of shape %s takes %.3g GB (expected: what Java's heap of %.3g GB has room for; use a smaller batch or java -Xmx)"
            .formatted(
                name,
                Arrays.toString(info.getShape()),
                1e-9 * bytes,
                1e-9 * Runtime.getRuntime().maxMemory()));
  }
}
