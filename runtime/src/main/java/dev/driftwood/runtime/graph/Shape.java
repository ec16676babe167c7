package dev.driftwood.runtime.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of a value's axes, the first often being the symbolic batch axis {@link #BATCH}.
 *
 * @param dims one size an axis; {@code −k} is k times the batch size, so that {@link #BATCH} is the
 *     batch itself, and {@link #UNKNOWN} is a size that only a run tells
 */
public record Shape(List<Integer> dims) {
  /** The size of the batch, which is not known before the graph runs. */
  public static final int BATCH = -1;

  /** The size of an axis that follows neither from the graph nor from the batch. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /** A scalar. */
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
  }

  /** The shape of the given sizes. */
  public static Shape of(int... dims) {
    return new Shape(Arrays.stream(dims).boxed().toList());
  }

  /** An item of the given sizes behind the symbolic batch axis. */
  public static Shape batched(List<Integer> item) {
    List<Integer> dims = new ArrayList<>(item);
    dims.add(0, BATCH);
    return new Shape(dims);
  }

  /** Number of axes. */
  public int rank() {
    return dims.size();
  }

  /** Size of an axis; negative numbers count from the end. */
  public int dim(int axis) {
    return dims.get(axis(axis));
  }

  /** An axis number in {@code [0, rank)}; negative numbers count from the end. */
  public int axis(int axis) {
    int resolved = axis < 0 ? axis + rank() : axis;
    if (resolved < 0 || resolved >= rank()) {
      throw new IllegalArgumentException("axis: " + axis + " (expected: an axis of " + this + ")");
    }
    return resolved;
  }

  /**
   * Number of elements for a batch of one row.
   *
   * @throws IllegalArgumentException where a size is {@link #UNKNOWN}
   */
  public long size() {
    if (!isKnown()) {
      throw new IllegalArgumentException("the number of elements of " + this + " is not known");
    }
    return dims.stream().mapToLong(Math::abs).reduce(1, Math::multiplyExact);
  }

  /** Whether every size follows from the size of the batch. */
  public boolean isKnown() {
    return !dims.contains(UNKNOWN);
  }

  /** The sizes for a batch of some rows. */
  public Shape at(int batch) {
    return new Shape(dims.stream().map(d -> d < 0 ? Math.multiplyExact(-d, batch) : d).toList());
  }

  /** This shape with another size on one axis. */
  public Shape with(int axis, int dim) {
    List<Integer> changed = new ArrayList<>(dims);
    changed.set(axis(axis), dim);
    return new Shape(changed);
  }

  /** The sizes as an array that the caller owns. */
  public int[] toArray() {
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The shape that elementwise operations on two values have, by NumPy's broadcasting rule. */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    Integer[] result = new Integer[rank];
    for (int i = 1; i <= rank; i++) {
      int a = i <= rank() ? dim(-i) : 1;
      int b = i <= other.rank() ? other.dim(-i) : 1;
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException("shapes " + this + " and " + other + " don't broadcast");
      }
      result[rank - i] = a == 1 ? b : a;
    }
    return new Shape(List.of(result));
  }

  /**
   * The shape that {@code reshape} gives: 0 keeps the size of the axis at that place, −1 takes what
   * is left, as ONNX defines it.
   */
  public Shape reshape(int... target) {
    int[] result = target.clone();
    int rest = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] < -1) {
        throw new IllegalArgumentException(
            "dims: " + Arrays.toString(target) + " (expected: sizes, 0 or -1)");
      }
      if (target[i] == 0) {
        result[i] = dim(i);
      } else if (target[i] == -1) {
        rest = i;
      }
    }
    if (rest >= 0) {
      result[rest] = remaining(result, rest);
    }
    Shape shape = Shape.of(result);
    if (shape.size() != size() || shape.batches() != batches()) {
      throw new IllegalArgumentException(
          "can't reshape " + this + " to " + Arrays.toString(target));
    }
    return shape;
  }

  private int remaining(int[] result, int rest) {
    long known = 1;
    long batches = 0;
    for (int i = 0; i < result.length; i++) {
      if (i != rest) {
        batches += result[i] < 0 ? 1 : 0;
        known *= Math.abs(result[i]);
      }
    }
    boolean takesBatch = batches < batches();
    int left = Math.toIntExact(known == 0 ? 0 : size() / known);
    return takesBatch ? -left : left;
  }

  private long batches() {
    return dims.stream().filter(dim -> dim < 0).count();
  }

  @Override
  public String toString() {
    return dims.stream().map(Shape::name).collect(Collectors.joining(", ", "[", "]"));
  }

  /** How a size is written: a number, {@code batch}, {@code k*batch}, or {@code ?}. */
  private static String name(int dim) {
    if (dim >= 0) {
      return Integer.toString(dim);
    }
    return dim == UNKNOWN ? "?" : dim == BATCH ? "batch" : -dim + "*batch";
  }
}
