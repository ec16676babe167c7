package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kernels of operators of {@code BlockedRules} that give shapes, places and marks. */
final class BlockedKernels {
  private BlockedKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Shape", BlockedKernels::shape);
    table.put("Size", (node, inputs) -> List.of(scalar(at(inputs, 0).values().length)));
    table.put("ArgMax", (node, inputs) -> place(node, at(inputs, 0)));
    table.put("ArgMin", (node, inputs) -> place(node, at(inputs, 0).map(x -> -x)));
    table.put("Hardmax", BlockedKernels::hardmax);
    table.put("NonZero", BlockedKernels::nonZero);
    table.put("ConstantOfShape", BlockedKernels::constantOfShape);
    table.put("EyeLike", BlockedKernels::eyeLike);
    table.put("OneHot", BlockedKernels::oneHot);
  }

  private static List<Tensor> shape(OpenNode node, List<@Nullable Tensor> inputs) {
    List<Integer> dims = at(inputs, 0).shape().dims();
    int start = clamped(node.integer("start", 0), dims.size());
    int end = clamped(node.integer("end", dims.size()), dims.size());
    return List.of(vector(dims.subList(start, Math.max(start, end))));
  }

  private static int clamped(int axis, int rank) {
    return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static List<Tensor> place(OpenNode node, Tensor x) {
    int axis = x.shape().axis(node.integer("axis", 0));
    boolean last = node.integer("select_last_index", 0) == 1;
    Tensor kept = Groups.along(x, axis).reduce(group -> greatest(group, last));
    List<Integer> dims = new ArrayList<>(kept.shape().dims());
    if (node.integer("keepdims", 1) == 0) {
      dims.remove(axis);
    }
    return List.of(new Tensor(kept.values(), new Shape(dims)));
  }

  private static int greatest(double[] group, boolean last) {
    int best = 0;
    for (int i = 1; i < group.length; i++) {
      best = group[i] > group[best] || (last && group[i] == group[best]) ? i : best;
    }
    return best;
  }

  private static List<Tensor> hardmax(OpenNode node, List<@Nullable Tensor> inputs) {
    Groups groups = Groups.along(at(inputs, 0), node.integer("axis", -1));
    return List.of(groups.map(group -> marks(group.length, greatest(group, false))));
  }

  private static double[] marks(int length, int place) {
    return IntStream.range(0, length).mapToDouble(i -> i == place ? 1 : 0).toArray();
  }

  private static List<Tensor> nonZero(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = at(inputs, 0);
    int[] found = IntStream.range(0, x.values().length).filter(i -> x.values()[i] != 0).toArray();
    int rank = x.shape().rank();
    Tensor y = Tensor.zeros(Shape.of(rank, found.length));
    for (int i = 0; i < found.length; i++) {
      int rest = found[i];
      for (int axis = rank - 1; axis >= 0; axis--) {
        y.values()[axis * found.length + i] = rest % x.shape().dim(axis);
        rest /= x.shape().dim(axis);
      }
    }
    return List.of(y);
  }

  private static List<Tensor> constantOfShape(OpenNode node, List<@Nullable Tensor> inputs) {
    double[] dims = at(inputs, 0).values();
    Shape shape = Shape.of(Arrays.stream(dims).mapToInt(dim -> (int) dim).toArray());
    boolean given = node.attributes().get("value") instanceof Attribute.Array;
    double value =
        given ? ((Attribute.Array) node.attributes().get("value")).value().numbers()[0] : 0;
    return List.of(Tensor.zeros(shape).map(zero -> value));
  }

  private static List<Tensor> eyeLike(OpenNode node, List<@Nullable Tensor> inputs) {
    Shape shape = at(inputs, 0).shape();
    int shift = node.integer("k", 0);
    Tensor y = Tensor.zeros(shape);
    for (int row = 0; row < shape.dim(0); row++) {
      if (row + shift >= 0 && row + shift < shape.dim(1)) {
        y.values()[row * shape.dim(1) + row + shift] = 1;
      }
    }
    return List.of(y);
  }

  private static List<Tensor> oneHot(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor indices = at(inputs, 0);
    int depth = (int) at(inputs, 1).values()[0];
    double[] offAndOn = at(inputs, 2).values();
    int rank = indices.shape().rank() + 1;
    int axis = (node.integer("axis", -1) + rank) % rank;
    List<Integer> dims = new ArrayList<>(indices.shape().dims());
    dims.add(axis, 1);
    Tensor column = new Tensor(indices.values(), new Shape(dims));
    Tensor classes = range(depth, axis, rank);
    return List.of(
        ReferenceOps.zip(
            column, classes, (i, place) -> offAndOn[(i < 0 ? i + depth : i) == place ? 1 : 0]));
  }

  /** 0, 1, … along one of some axes. */
  private static Tensor range(int length, int axis, int rank) {
    Integer[] dims = new Integer[rank];
    Arrays.fill(dims, 1);
    dims[axis] = length;
    double[] values = IntStream.range(0, length).asDoubleStream().toArray();
    return new Tensor(values, new Shape(List.of(dims)));
  }

  private static Tensor vector(List<Integer> values) {
    double[] numbers = values.stream().mapToDouble(Integer::doubleValue).toArray();
    return new Tensor(numbers, Shape.of(numbers.length));
  }

  private static Tensor scalar(double value) {
    return new Tensor(new double[] {value}, Shape.SCALAR);
  }

  private static Tensor at(List<@Nullable Tensor> inputs, int place) {
    return Objects.requireNonNull(inputs.get(place));
  }
}
