package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * One input of a run.
 *
 * @param name of the graph's input
 * @param values float32 or int64 elements in row-major order; direct, so that they are not copied
 * @param shape their sizes
 */
record Feed(String name, Buffer values, long[] shape) {
  /** Room for float32 elements. */
  static FloatBuffer floats(int size) {
    return bytes(size, Float.BYTES).asFloatBuffer();
  }

  /** Room for int64 elements. */
  static LongBuffer longs(int size) {
    return bytes(size, Long.BYTES).asLongBuffer();
  }

  private static ByteBuffer bytes(int size, int each) {
    try {
      return ByteBuffer.allocateDirect(Math.multiplyExact(size, each))
          .order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      throw new DriftwoodException(
          "an input takes %.3g GB (expected: what there is room for; use a smaller batch or java -XX:MaxDirectMemorySize)"
              .formatted(1e-9 * size * each),
          e);
    }
  }
}
