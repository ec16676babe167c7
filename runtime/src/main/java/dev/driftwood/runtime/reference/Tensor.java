package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A plain array of {@code double} with a shape, in row-major order: the value of {@link
 * ReferenceOps}.
 *
 * @param values the elements; not copied, and not to be changed
 * @param shape the sizes, none symbolic
 * @param element what the numbers stand for; float32 where it makes no difference
 */
public record Tensor(double[] values, Shape shape, DataType element) {
  public Tensor {
    if (shape.dims().contains(Shape.BATCH) || values.length != shape.size()) {
      throw new IllegalArgumentException(
          "shape: " + shape + " (expected: the shape of " + values.length + " values)");
    }
  }

  /** A tensor of float32. */
  public Tensor(double[] values, Shape shape) {
    this(values, shape, DataType.FLOAT);
  }

  /** The same numbers as elements of another type. */
  public Tensor as(DataType other) {
    return new Tensor(values, shape, other);
  }

  /** A tensor of zeros to be filled by its maker. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(new double[Math.toIntExact(shape.size())], shape);
  }

  /** A function of each element. */
  public Tensor map(DoubleUnaryOperator f) {
    return new Tensor(Arrays.stream(values).map(f).toArray(), shape, element);
  }

  /** Distance between neighbours along each axis; 0 where the axis broadcasts to {@code rank}. */
  int[] stridesFor(Shape result) {
    int[] strides = new int[result.rank()];
    int stride = 1;
    for (int i = 1; i <= shape.rank(); i++) {
      strides[result.rank() - i] = shape.dim(-i) == 1 ? 0 : stride;
      stride *= shape.dim(-i);
    }
    return strides;
  }
}
