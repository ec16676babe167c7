package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code SelectionRules}. */
final class SelectionKernels {
  private SelectionKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Gather", SelectionKernels::gather);
    table.put("Where", SelectionKernels::where);
  }

  /** Slices along an axis by their numbers, of which negative ones count from the end. */
  private static List<Tensor> gather(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    Tensor indices = Objects.requireNonNull(inputs.get(1));
    int axis = x.shape().axis(node.integer("axis", 0));
    int size = x.shape().dim(axis);
    int step = ReferenceOps.denseStrides(x.shape())[axis];
    int count = indices.values().length;
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    dims.remove(axis);
    dims.addAll(axis, indices.shape().dims());
    Tensor y = Tensor.zeros(new Shape(dims));
    for (int i = 0; i < y.values().length; i++) {
      int index = Math.floorMod((int) indices.values()[i / step % count], size);
      y.values()[i] = x.values()[(i / (step * count) * size + index) * step + i % step];
    }
    return List.of(y);
  }

  private static List<Tensor> where(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor chosen = Objects.requireNonNull(inputs.get(0));
    Tensor a = Objects.requireNonNull(inputs.get(1));
    Tensor b = Objects.requireNonNull(inputs.get(2));
    Tensor y = Tensor.zeros(chosen.shape().broadcast(a.shape()).broadcast(b.shape()));
    for (int i = 0; i < y.values().length; i++) {
      Tensor from = at(chosen, i, y.shape()) == 0 ? b : a;
      y.values()[i] = at(from, i, y.shape());
    }
    return List.of(y);
  }

  private static double at(Tensor x, int index, Shape shape) {
    return x.values()[ReferenceOps.offsetOf(index, shape, x.stridesFor(shape))];
  }
}
