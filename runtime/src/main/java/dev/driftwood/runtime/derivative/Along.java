package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Ops;
import java.util.Arrays;

/**
 * Sums and means over some axes, which stay with size 1.
 *
 * @param <V> the values of an interpreter
 */
final class Along<V> {
  private final Ops<V> ops;
  private final int[] axes;

  private Along(Ops<V> ops, int[] axes) {
    this.ops = ops;
    this.axes = axes;
  }

  /**
   * Over some axes of values of a shape.
   *
   * @throws IllegalArgumentException where one of them is the batch's
   */
  static <V> Along<V> of(Ops<V> ops, Shape shape, int... axes) {
    requireRowsApart(shape, axes);
    return new Along<>(ops, Arrays.stream(axes).map(shape::axis).sorted().toArray());
  }

  /** A product of Jacobian and direction, row by row, has no place for what rows share. */
  static void requireRowsApart(Shape shape, int... axes) {
    for (int axis : axes) {
      int size = shape.dim(axis);
      if (size < 0 && size != Shape.UNKNOWN) {
        throw new IllegalArgumentException(
            "axis %d of %s couples the rows of a batch (expected: an axis of a row's own)"
                .formatted(axis, shape));
      }
    }
  }

  V sum(V x) {
    V sum = x;
    for (int i = axes.length - 1; i >= 0; i--) {
      sum = ops.sum(sum, axes[i]);
    }
    return sum;
  }

  V mean(V x) {
    V mean = x;
    for (int i = axes.length - 1; i >= 0; i--) {
      mean = ops.mean(mean, axes[i]);
    }
    return mean;
  }
}
