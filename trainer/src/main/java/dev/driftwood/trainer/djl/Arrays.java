package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.ops.Shape;

/** Arrays of Java numbers as arrays of the engine, in row-major order. */
public final class Arrays {
  private Arrays() {}

  /** A new array that {@code manager} owns; {@code values} are copied. */
  public static NDArray create(NDManager manager, double[] values, Shape shape, DataType dataType) {
    if (dataType == DataType.FLOAT64) {
      return manager.create(values, Shapes.toDjl(shape));
    }
    return create(manager, narrowed(values), shape);
  }

  /** A new array that {@code manager} owns; {@code values} are copied. */
  public static NDArray create(NDManager manager, float[] values, Shape shape) {
    return manager.create(values, Shapes.toDjl(shape));
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
