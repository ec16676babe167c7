package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code ReductionRules}. */
final class ReductionKernels {
  private ReductionKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("ReduceSum", reducing(group -> Arrays.stream(group).sum()));
    table.put("ReduceMean", reducing(group -> Arrays.stream(group).sum() / group.length));
    table.put("ReduceMax", reducing(group -> Arrays.stream(group).max().orElseThrow()));
    table.put("ReduceMin", reducing(group -> Arrays.stream(group).min().orElseThrow()));
    table.put("ReduceProd", reducing(group -> Arrays.stream(group).reduce(1, (a, b) -> a * b)));
    table.put("ReduceL1", reducing(ReductionKernels::sumOfMagnitudes));
    table.put("ReduceL2", reducing(group -> Math.sqrt(sumOfSquares(group))));
    table.put("ReduceSumSquare", reducing(ReductionKernels::sumOfSquares));
    table.put("ReduceLogSum", reducing(group -> Math.log(Arrays.stream(group).sum())));
    table.put("ReduceLogSumExp", reducing(ReductionKernels::logSumExp));
    table.put("Softmax", along(node -> ReductionKernels::softmax));
    table.put("LogSoftmax", along(node -> ReductionKernels::logSoftmax));
    table.put("LpNormalization", along(node -> group -> unit(node.integer("p", 2), group)));
    table.put("CumSum", ReductionKernels::running);
    table.put("Constant", ReductionKernels::constant);
  }

  private static double sumOfMagnitudes(double[] group) {
    return Arrays.stream(group).map(Math::abs).sum();
  }

  private static double sumOfSquares(double[] group) {
    return Arrays.stream(group).map(x -> x * x).sum();
  }

  private static double logSumExp(double[] group) {
    double max = Arrays.stream(group).max().orElseThrow();
    return max + Math.log(Arrays.stream(group).map(x -> Math.exp(x - max)).sum());
  }

  private static double[] softmax(double[] group) {
    double total = logSumExp(group);
    return Arrays.stream(group).map(x -> Math.exp(x - total)).toArray();
  }

  private static double[] logSoftmax(double[] group) {
    double total = logSumExp(group);
    return Arrays.stream(group).map(x -> x - total).toArray();
  }

  private static double[] unit(int p, double[] group) {
    double norm = p == 1 ? sumOfMagnitudes(group) : Math.sqrt(sumOfSquares(group));
    return Arrays.stream(group).map(x -> norm == 0 ? 0 : x / norm).toArray();
  }

  private static Kernel along(Function<OpenNode, UnaryOperator<double[]>> function) {
    return (node, inputs) -> {
      Tensor x = Objects.requireNonNull(inputs.get(0));
      return List.of(Groups.along(x, node.integer("axis", -1)).map(function.apply(node)));
    };
  }

  private static Kernel reducing(ToDoubleFunction<double[]> f) {
    return (node, inputs) -> {
      Tensor x = Objects.requireNonNull(inputs.get(0));
      int[] axes = axes(node, inputs, x.shape());
      Tensor kept = Groups.along(x, axes).reduce(f);
      boolean keeps = node.integer("keepdims", 1) == 1;
      return List.of(keeps ? kept : new Tensor(kept.values(), without(kept.shape(), axes)));
    };
  }

  /** The axes that are reduced, in {@code [0, rank)}. */
  private static int[] axes(OpenNode node, List<@Nullable Tensor> inputs, Shape shape) {
    Tensor input = inputs.size() > 1 ? inputs.get(1) : null;
    int[] axes = input == null ? node.integers("axes") : whole(input);
    boolean all = axes.length == 0 && node.integer("noop_with_empty_axes", 0) == 0;
    IntStream named = all ? IntStream.range(0, shape.rank()) : Arrays.stream(axes);
    return named.map(shape::axis).toArray();
  }

  private static int[] whole(Tensor x) {
    return Arrays.stream(x.values()).mapToInt(value -> (int) value).toArray();
  }

  private static Shape without(Shape shape, int[] axes) {
    List<Integer> gone = Arrays.stream(axes).boxed().toList();
    return Shape.of(
        IntStream.range(0, shape.rank()).filter(i -> !gone.contains(i)).map(shape::dim).toArray());
  }

  private static List<Tensor> running(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    int axis = whole(Objects.requireNonNull(inputs.get(1)))[0];
    boolean exclusive = node.integer("exclusive", 0) == 1;
    boolean reverse = node.integer("reverse", 0) == 1;
    return List.of(Groups.along(x, axis).map(group -> sums(group, exclusive, reverse)));
  }

  private static double[] sums(double[] group, boolean exclusive, boolean reverse) {
    double[] sums = new double[group.length];
    double sum = 0;
    for (int i = 0; i < group.length; i++) {
      int place = reverse ? group.length - 1 - i : i;
      sums[place] = exclusive ? sum : sum + group[place];
      sum += group[place];
    }
    return sums;
  }

  private static List<Tensor> constant(OpenNode node, List<@Nullable Tensor> inputs) {
    double[] values = Arrays.stream(node.integers("value_ints")).asDoubleStream().toArray();
    return List.of(new Tensor(values, Shape.of(values.length)));
  }
}
