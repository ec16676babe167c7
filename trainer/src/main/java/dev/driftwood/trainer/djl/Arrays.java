package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.graph.Shape;
import java.nio.ByteBuffer;

/** Arrays of Java numbers as arrays of the engine, in row-major order. */
public final class Arrays {
  private Arrays() {}

  /** A new array that {@code manager} owns; {@code values} are copied. */
  public static NDArray create(NDManager manager, double[] values, Shape shape, DataType dataType) {
    if (dataType == DataType.FLOAT64) {
      return manager.create(values, Shapes.toDjl(shape));
    }
    return manager.create(narrowed(values), Shapes.toDjl(shape));
  }

  /**
   * A float32 array that {@code manager} owns over {@code values}, which are not copied on a CPU.
   *
   * @param values a direct buffer in the machine's byte order
   */
  public static NDArray view(NDManager manager, ByteBuffer values, Shape shape) {
    return manager.create(values, Shapes.toDjl(shape), DataType.FLOAT32);
  }

  /**
   * {@code factor · x}, to be differentiated. DJL's own product with a number closes the number's
   * array at once, whose memory the gradient needs and the next garbage collection takes away; here
   * it stays with the manager of {@code x}.
   */
  public static NDArray scaled(NDArray x, double factor) {
    return x.mul(x.getManager().create(factor));
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
