package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code PoolingRules}. */
final class PoolingKernels {
  private PoolingKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("AveragePool", PoolingKernels::averages);
    table.put("GlobalAveragePool", PoolingKernels::averages);
    table.put("MaxPool", PoolingKernels::maxima);
    table.put("GlobalMaxPool", (node, inputs) -> maxima(node, inputs).subList(0, 1));
    table.put("LpPool", PoolingKernels::norms);
    table.put("GlobalLpPool", PoolingKernels::norms);
  }

  private static List<Tensor> averages(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    Windows windows = windows(node, x);
    boolean zerosCount = node.integer("count_include_pad", 0) == 1;
    int[][] counted = (zerosCount ? windows.overPadded() : windows).places();
    Tensor y = sums(x, windows, value -> value);
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] /= Arrays.stream(counted[i % counted.length]).filter(at -> at >= 0).count();
    }
    return List.of(y);
  }

  private static List<Tensor> norms(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    int p = node.integer("p", 2);
    Tensor sums = sums(x, windows(node, x), value -> Math.pow(Math.abs(value), p));
    return List.of(sums.map(sum -> Math.pow(sum, 1.0 / p)));
  }

  private static Tensor sums(Tensor x, Windows windows, DoubleUnaryOperator f) {
    int[][] places = windows.places();
    int plane = Math.toIntExact(windows.input().size());
    Tensor y = Tensor.zeros(result(x, windows));
    for (int i = 0; i < y.values().length; i++) {
      int start = i / places.length * plane;
      y.values()[i] =
          Arrays.stream(places[i % places.length])
              .filter(at -> at >= 0)
              .mapToDouble(at -> f.applyAsDouble(x.values()[start + at]))
              .sum();
    }
    return y;
  }

  /** The largest elements, and where they stand in the whole array. */
  private static List<Tensor> maxima(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    Windows windows = windows(node, x);
    int[][] places = windows.places();
    int plane = Math.toIntExact(windows.input().size());
    Tensor indices = Tensor.zeros(result(x, windows));
    for (int i = 0; i < indices.values().length; i++) {
      int start = i / places.length * plane;
      int largest = -1;
      for (int at : places[i % places.length]) {
        boolean first = at >= 0 && largest < 0;
        if (first || (at >= 0 && x.values()[start + at] > x.values()[largest])) {
          largest = start + at;
        }
      }
      indices.values()[i] = largest;
    }
    Tensor y = indices.map(at -> x.values()[(int) at]);
    boolean columnMajor = node.integer("storage_order", 0) == 1;
    return List.of(y, columnMajor ? indices.map(at -> columnMajor(at, x.shape())) : indices);
  }

  /** The index of an element where the last two axes are stored the other way round. */
  private static double columnMajor(double index, Shape shape) {
    int width = shape.dim(-1);
    int height = shape.dim(-2);
    int at = (int) index;
    return at / (width * height) * (width * height) + at % width * height + at / width % height;
  }

  private static Windows windows(OpenNode node, Tensor x) {
    Shape plane = ReferenceOps.plane(x.shape());
    // A global pooling is one whose window is the whole plane.
    int[] kernel = node.integers("kernel_shape", plane.toArray());
    return WindowAttributes.windows(node, plane, Shape.of(kernel));
  }

  private static Shape result(Tensor x, Windows windows) {
    int[] dims = x.shape().toArray();
    for (int axis = 2; axis < dims.length; axis++) {
      dims[axis] = windows.output().dim(axis - 2);
    }
    return Shape.of(dims);
  }
}
