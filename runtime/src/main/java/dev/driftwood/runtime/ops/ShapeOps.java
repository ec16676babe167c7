package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter over shapes: it checks that operations fit and counts the multiply-adds of
 * convolutions and matrix products, per row of the batch.
 *
 * <p>It is also the one definition of shape inference, which other interpreters delegate to.
 */
public final class ShapeOps implements Ops<Shape> {
  private long multiplyAdds;

  /** Multiply-adds of convolutions and matrix products so far, for one row. */
  public long multiplyAdds() {
    return multiplyAdds;
  }

  @Override
  public Shape shape(Shape x) {
    return x;
  }

  @Override
  public List<Shape> node(OpenNode node, List<@Nullable Shape> inputs) {
    multiplyAdds += NodeCost.multiplyAdds(node, inputs);
    return node.results().stream().map(ValueType::shape).toList();
  }

  @Override
  public Shape constant(double value) {
    return Shape.SCALAR;
  }

  @Override
  public Shape constant(double[] values, Shape shape) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "values: "
              + values.length
              + " numbers (expected: "
              + shape.size()
              + " for "
              + shape
              + ")");
    }
    return shape;
  }

  @Override
  public Shape add(Shape a, Shape b) {
    return a.broadcast(b);
  }

  @Override
  public Shape sub(Shape a, Shape b) {
    return a.broadcast(b);
  }

  @Override
  public Shape mul(Shape a, Shape b) {
    return a.broadcast(b);
  }

  @Override
  public Shape div(Shape a, Shape b) {
    return a.broadcast(b);
  }

  @Override
  public Shape neg(Shape x) {
    return x;
  }

  @Override
  public Shape exp(Shape x) {
    return x;
  }

  @Override
  public Shape sqrt(Shape x) {
    return x;
  }

  @Override
  public Shape sin(Shape x) {
    return x;
  }

  @Override
  public Shape cos(Shape x) {
    return x;
  }

  @Override
  public Shape tanh(Shape x) {
    return x;
  }

  @Override
  public Shape sigmoid(Shape x) {
    return x;
  }

  @Override
  public Shape matMul(Shape a, Shape b) {
    if (a.rank() < 2 || b.rank() < 2 || a.dim(-1) != b.dim(-2)) {
      throw new IllegalArgumentException("can't multiply matrices " + a + " and " + b);
    }
    Shape batch = leading(a).broadcast(leading(b));
    int[] dims = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
    dims[batch.rank()] = a.dim(-2);
    dims[batch.rank() + 1] = b.dim(-1);
    Shape product = Shape.of(dims);
    multiplyAdds += product.size() * a.dim(-1);
    return product;
  }

  @Override
  public Shape conv2d(Shape x, Shape weight, @Nullable Shape bias, Conv2dSpec spec) {
    boolean fits =
        x.rank() == 4
            && weight.rank() == 4
            && x.dim(1) == (long) weight.dim(1) * spec.groups()
            && weight.dim(0) % spec.groups() == 0;
    if (!fits || (bias != null && !bias.equals(Shape.of(weight.dim(0))))) {
      throw new IllegalArgumentException(
          "can't convolve %s with weight %s and bias %s as %s says"
              .formatted(x, weight, bias, spec));
    }
    Shape y =
        Shape.of(x.dim(0), weight.dim(0), moved(spec, x, weight, 2), moved(spec, x, weight, 3));
    multiplyAdds += y.size() * weight.with(0, 1).size();
    return y;
  }

  private static int moved(Conv2dSpec spec, Shape x, Shape weight, int axis) {
    int size = x.dim(axis);
    if (!(size >= 1 && weight.dim(axis) >= 1)
        || size + 2L * spec.padding() < weight.dim(axis)
        || size + 2L * spec.padding() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "can't move weight " + weight + " over " + x + " as " + spec + " says");
    }
    return spec.outputSize(size, weight.dim(axis));
  }

  @Override
  public Shape standardize(Shape x, double epsilon) {
    return x;
  }

  @Override
  public Shape inverseDeviation(Shape x, double epsilon) {
    return x.with(-1, 1);
  }

  @Override
  public Shape softmax(Shape x) {
    return x;
  }

  @Override
  public Shape mean(Shape x, int axis) {
    return x.with(axis, 1);
  }

  @Override
  public Shape sum(Shape x, int axis) {
    return x.with(axis, 1);
  }

  @Override
  public Shape reshape(Shape x, int... dims) {
    return x.reshape(dims);
  }

  @Override
  public Shape transpose(Shape x, int... permutation) {
    int[] axes = IntStream.range(0, x.rank()).toArray();
    if (!Arrays.equals(Arrays.stream(permutation).sorted().toArray(), axes)) {
      throw new IllegalArgumentException(
          "can't order the axes of " + x + " as " + Arrays.toString(permutation));
    }
    return Shape.of(Arrays.stream(permutation).map(x::dim).toArray());
  }

  @Override
  public Shape concat(int axis, List<Shape> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts: none (expected: at least one)");
    }
    Shape first = parts.get(0);
    int total = 0;
    for (Shape part : parts) {
      if (!part.with(axis, 0).equals(first.with(axis, 0))) {
        throw new IllegalArgumentException("can't join " + parts + " along axis " + axis);
      }
      total = Math.addExact(total, part.dim(axis));
    }
    return first.with(axis, total);
  }

  @Override
  public Shape upsampleNearest(Shape x, int factor) {
    if (x.rank() != 4 || !(factor >= 1)) {
      throw new IllegalArgumentException(
          "can't repeat the pixels of " + x + " " + factor + " times");
    }
    int height = Math.multiplyExact(x.dim(2), factor);
    return Shape.of(x.dim(0), x.dim(1), height, Math.multiplyExact(x.dim(3), factor));
  }

  @Override
  public Shape rows(Shape table, Shape numbers) {
    if (table.rank() != 2 || numbers.rank() != 1) {
      throw new IllegalArgumentException(
          "can't take rows " + numbers + " of " + table + " (expected: [n] of [k, d])");
    }
    return Shape.of(numbers.dim(0), table.dim(1));
  }

  @Override
  public Shape expandAs(Shape x, Shape like) {
    if (!x.broadcast(like).equals(like)) {
      throw new IllegalArgumentException("can't expand " + x + " to " + like);
    }
    return like;
  }

  private static Shape leading(Shape shape) {
    return new Shape(shape.dims().subList(0, shape.rank() - 2));
  }
}
