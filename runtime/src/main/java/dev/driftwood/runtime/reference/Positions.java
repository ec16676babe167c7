package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.function.ToDoubleFunction;

/** Elements of arrays by their positions, which have one number an axis. */
final class Positions {
  private Positions() {}

  /** The array whose elements are a function of their positions. */
  static Tensor fill(Shape shape, ToDoubleFunction<int[]> element) {
    Tensor y = Tensor.zeros(shape);
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] = element.applyAsDouble(of(i, shape));
    }
    return y;
  }

  /** The position of the element at a flat index; the caller owns it. */
  static int[] of(int index, Shape shape) {
    int[] at = new int[shape.rank()];
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      at[axis] = index % shape.dim(axis);
      index /= shape.dim(axis);
    }
    return at;
  }

  /** The flat index of a position. */
  static int index(Shape shape, int[] at) {
    int index = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      index = index * shape.dim(axis) + at[axis];
    }
    return index;
  }

  /** The element at a position. */
  static double at(Tensor x, int... at) {
    return x.values()[index(x.shape(), at)];
  }

  /** The same position but for one axis. */
  static int[] with(int[] at, int axis, int place) {
    int[] changed = at.clone();
    changed[axis] = place;
    return changed;
  }
}
