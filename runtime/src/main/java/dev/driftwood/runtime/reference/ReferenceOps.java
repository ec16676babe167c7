package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.ShapeOps;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter over plain {@code double} arrays: slow, and obvious enough to be what the others
 * are tested against.
 */
public final class ReferenceOps implements Ops<Tensor> {
  private final ShapeOps shapes = new ShapeOps();

  @Override
  public Shape shape(Tensor x) {
    return x.shape();
  }

  @Override
  public ValueType type(Tensor x) {
    return new ValueType(x.element(), x.shape());
  }

  @Override
  public List<Tensor> node(OpenNode node, List<@Nullable Tensor> inputs) {
    List<Tensor> results = Kernels.of(node).run(node, inputs);
    int asked = Math.min(node.results().size(), results.size());
    return IntStream.range(0, asked)
        .mapToObj(i -> results.get(i).as(node.results().get(i).element()))
        .toList();
  }

  @Override
  public Tensor constant(double value) {
    return new Tensor(new double[] {value}, Shape.SCALAR);
  }

  @Override
  public Tensor constant(double[] values, Shape shape) {
    return new Tensor(values.clone(), shape);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return zip(a, b, Double::sum);
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return zip(a, b, (x, y) -> x - y);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return zip(a, b, (x, y) -> x * y);
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return zip(a, b, (x, y) -> x / y);
  }

  @Override
  public Tensor neg(Tensor x) {
    return map(x, v -> -v);
  }

  @Override
  public Tensor exp(Tensor x) {
    return map(x, Math::exp);
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return map(x, Math::sqrt);
  }

  @Override
  public Tensor sin(Tensor x) {
    return map(x, Math::sin);
  }

  @Override
  public Tensor cos(Tensor x) {
    return map(x, Math::cos);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return map(x, Math::tanh);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return map(x, v -> 1 / (1 + Math.exp(-v)));
  }

  @Override
  public Tensor matMul(Tensor a, Tensor b) {
    Tensor y = Tensor.zeros(shapes.matMul(a.shape(), b.shape()));
    int rows = a.shape().dim(-2);
    int inner = a.shape().dim(-1);
    int columns = b.shape().dim(-1);
    int[] as = a.stridesFor(y.shape());
    int[] bs = b.stridesFor(y.shape());
    int batch = y.values().length / Math.max(1, rows * columns);
    for (int n = 0; n < batch; n++) {
      int ao = offset(n, y.shape(), as);
      int bo = offset(n, y.shape(), bs);
      for (int i = 0; i < rows; i++) {
        for (int k = 0; k < inner; k++) {
          double left = a.values()[ao + i * inner + k];
          for (int j = 0; j < columns; j++) {
            y.values()[(n * rows + i) * columns + j] += left * b.values()[bo + k * columns + j];
          }
        }
      }
    }
    return y;
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias, Conv2dSpec spec) {
    Shape biasShape = bias == null ? null : bias.shape();
    Shape y = shapes.conv2d(x.shape(), weight.shape(), biasShape, spec);
    int[] strides = {spec.stride(), spec.stride()};
    int[] padding = {spec.padding(), spec.padding()};
    Windows windows =
        new Windows(
            plane(x.shape()),
            plane(y),
            plane(weight.shape()),
            strides,
            new int[] {1, 1},
            padding,
            padding);
    return new Convolution(windows, spec.groups()).of(x, weight, bias);
  }

  /** The sizes behind the first two. */
  static Shape plane(Shape shape) {
    return new Shape(shape.dims().subList(2, shape.rank()));
  }

  @Override
  public Tensor standardize(Tensor x, double epsilon) {
    Tensor centred = sub(x, mean(x, -1));
    return mul(centred, inverseDeviation(x, epsilon));
  }

  @Override
  public Tensor inverseDeviation(Tensor x, double epsilon) {
    Tensor centred = sub(x, mean(x, -1));
    return map(mean(mul(centred, centred), -1), variance -> 1 / Math.sqrt(variance + epsilon));
  }

  @Override
  public Tensor softmax(Tensor x) {
    int length = x.shape().dim(-1);
    Tensor y = Tensor.zeros(x.shape());
    for (int start = 0; start < y.values().length; start += length) {
      double max = Arrays.stream(x.values(), start, start + length).max().orElse(0);
      double total = 0;
      for (int i = start; i < start + length; i++) {
        y.values()[i] = Math.exp(x.values()[i] - max);
        total += y.values()[i];
      }
      for (int i = start; i < start + length; i++) {
        y.values()[i] /= total;
      }
    }
    return y;
  }

  @Override
  public Tensor mean(Tensor x, int axis) {
    double length = x.shape().dim(axis);
    return map(sum(x, axis), v -> v / length);
  }

  @Override
  public Tensor sum(Tensor x, int axis) {
    Tensor y = Tensor.zeros(shapes.sum(x.shape(), axis));
    int[] strides = y.stridesFor(x.shape());
    for (int i = 0; i < x.values().length; i++) {
      y.values()[offsetOf(i, x.shape(), strides)] += x.values()[i];
    }
    return y;
  }

  @Override
  public Tensor reshape(Tensor x, int... dims) {
    return new Tensor(x.values(), x.shape().reshape(dims));
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    Tensor y = Tensor.zeros(shapes.transpose(x.shape(), permutation));
    int[] from = denseStrides(x.shape());
    int[] strides = Arrays.stream(permutation).map(axis -> from[axis]).toArray();
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] = x.values()[offsetOf(i, y.shape(), strides)];
    }
    return y;
  }

  @Override
  public Tensor concat(int axis, List<Tensor> parts) {
    Tensor y = Tensor.zeros(shapes.concat(axis, parts.stream().map(Tensor::shape).toList()));
    int start = 0;
    for (Tensor part : parts) {
      int[] strides = denseStrides(y.shape());
      int shift = start * strides[y.shape().axis(axis)];
      for (int i = 0; i < part.values().length; i++) {
        y.values()[shift + offsetOf(i, part.shape(), strides)] = part.values()[i];
      }
      start += part.shape().dim(axis);
    }
    return y;
  }

  @Override
  public Tensor upsampleNearest(Tensor x, int factor) {
    Tensor y = Tensor.zeros(shapes.upsampleNearest(x.shape(), factor));
    int height = y.shape().dim(2);
    int width = y.shape().dim(3);
    for (int i = 0; i < y.values().length; i++) {
      int row = i / width % height / factor;
      int column = i % width / factor;
      int plane = i / (height * width);
      y.values()[i] = x.values()[(plane * (height / factor) + row) * (width / factor) + column];
    }
    return y;
  }

  @Override
  public Tensor rows(Tensor table, Tensor numbers) {
    Tensor y = Tensor.zeros(shapes.rows(table.shape(), numbers.shape()));
    int width = table.shape().dim(1);
    for (int i = 0; i < y.values().length; i++) {
      int row = (int) numbers.values()[i / width];
      y.values()[i] = table.values()[row * width + i % width];
    }
    return y;
  }

  @Override
  public Tensor expandAs(Tensor x, Tensor like) {
    Shape shape = shapes.expandAs(x.shape(), like.shape());
    return zip(x, Tensor.zeros(shape), (value, zero) -> value);
  }

  private static Tensor map(Tensor x, DoubleUnaryOperator f) {
    return new Tensor(Arrays.stream(x.values()).map(f).toArray(), x.shape());
  }

  /** A function of two elements at a time, broadcasting. */
  static Tensor zip(Tensor a, Tensor b, DoubleBinaryOperator f) {
    Tensor y = Tensor.zeros(a.shape().broadcast(b.shape()));
    int[] as = a.stridesFor(y.shape());
    int[] bs = b.stridesFor(y.shape());
    for (int i = 0; i < y.values().length; i++) {
      double left = a.values()[offsetOf(i, y.shape(), as)];
      y.values()[i] = f.applyAsDouble(left, b.values()[offsetOf(i, y.shape(), bs)]);
    }
    return y;
  }

  /** Distance between neighbours along each axis of an array in row-major order. */
  static int[] denseStrides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.dim(axis);
    }
    return strides;
  }

  /** Where the element at a flat index of {@code shape} lies under other strides. */
  static int offsetOf(int index, Shape shape, int[] strides) {
    int offset = 0;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      offset += index % shape.dim(axis) * strides[axis];
      index /= shape.dim(axis);
    }
    return offset;
  }

  /** Where the matrix with a flat number starts, under the strides of the leading axes. */
  private static int offset(int matrix, Shape shape, int[] strides) {
    int offset = 0;
    for (int axis = shape.rank() - 3; axis >= 0; axis--) {
      offset += matrix % shape.dim(axis) * strides[axis];
      matrix /= shape.dim(axis);
    }
    return offset;
  }
}
