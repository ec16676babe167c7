package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The elements of a tensor in groups that lie along some axes, each in row-major order. */
final class Groups {
  private final Tensor x;
  private final Shape kept;
  private final List<List<Integer>> members;

  private Groups(Tensor x, Shape kept, List<List<Integer>> members) {
    this.x = x;
    this.kept = kept;
    this.members = members;
  }

  static Groups along(Tensor x, int... axes) {
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    Tensor reduced = Tensor.zeros(kept);
    int[] strides = reduced.stridesFor(x.shape());
    List<List<Integer>> members = new ArrayList<>();
    IntStream.range(0, reduced.values().length).forEach(i -> members.add(new ArrayList<>()));
    for (int i = 0; i < x.values().length; i++) {
      members.get(ReferenceOps.offsetOf(i, x.shape(), strides)).add(i);
    }
    return new Groups(x, kept, members);
  }

  /** One number a group; the axes stay with size 1. */
  Tensor reduce(ToDoubleFunction<double[]> f) {
    return new Tensor(members.stream().map(this::elements).mapToDouble(f).toArray(), kept);
  }

  /** As many numbers as a group has, in their places. */
  Tensor map(UnaryOperator<double[]> f) {
    Tensor y = Tensor.zeros(x.shape());
    for (List<Integer> group : members) {
      double[] results = f.apply(elements(group));
      for (int i = 0; i < results.length; i++) {
        y.values()[group.get(i)] = results[i];
      }
    }
    return y;
  }

  private double[] elements(List<Integer> group) {
    return group.stream().mapToDouble(i -> x.values()[i]).toArray();
  }
}
