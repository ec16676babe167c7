package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.Arrays;
import java.util.Optional;

/**
 * A change of shape, for factors that broadcast to what is reshaped.
 *
 * @param from the shape before
 * @param to the shape after
 */
record FactorShape(Shape from, Shape to) {
  /** The factor that stands to the new shape as a given one to the old, where it is as small. */
  Optional<Value> reshaped(OnnxOps ops, Value factor, int... dims) {
    Shape shape = factor.shape();
    if (shape.rank() == 0) {
      return Optional.of(factor);
    }
    if (!from.isKnown() || !to.isKnown() || shape.rank() != from.rank()) {
      return Optional.empty();
    }
    if (shape.equals(from)) {
      return Optional.of(ops.reshape(factor, dims));
    }
    int kept = keptAxes();
    if (isConstantFrom(shape, kept)) {
      return Optional.of(ops.reshape(factor, keeping(kept, to.rank())));
    }
    return isConstantFrom(shape, kept + 1) && splits(kept)
        ? Optional.of(split(ops, factor, kept))
        : Optional.empty();
  }

  /** How many leading axes stay what they are. */
  private int keptAxes() {
    int kept = 0;
    while (kept < Math.min(from.rank(), to.rank()) && from.dim(kept) == to.dim(kept)) {
      kept++;
    }
    return kept;
  }

  private static boolean isConstantFrom(Shape factor, int axis) {
    return factor.dims().stream().skip(axis).allMatch(size -> size == 1);
  }

  /** Whether each index of an axis becomes a fixed number of indices of the new one. */
  private boolean splits(int axis) {
    return axis < Math.min(from.rank(), to.rank())
        && from.dim(axis) > 0
        && to.dim(axis) > 0
        && to.dim(axis) % from.dim(axis) == 0;
  }

  /** Each number once for every index that its own becomes. */
  private Value split(OnnxOps ops, Value factor, int axis) {
    int parts = to.dim(axis) / from.dim(axis);
    int[] column = keeping(axis, axis + 2);
    column[axis] = from.dim(axis);
    int[] row = new int[axis + 2];
    Arrays.fill(row, 1);
    row[axis + 1] = parts;
    double[] ones = new double[parts];
    Arrays.fill(ones, 1);
    Value repeated = ops.mul(ops.reshape(factor, column), ops.constant(ones, Shape.of(row)));
    int[] joined = keeping(axis, to.rank());
    joined[axis] = to.dim(axis);
    return ops.reshape(repeated, joined);
  }

  /** Some leading axes as they are, and axes of size 1 behind them. */
  private static int[] keeping(int axes, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, axes, rank, 1);
    return dims;
  }
}
