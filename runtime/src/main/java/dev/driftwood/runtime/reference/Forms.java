package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kernels that give the same elements in the same order another shape. */
final class Forms {
  private Forms() {}

  /** 0 keeps an axis unless {@code allowzero} is set; −1 takes what is left. */
  static Tensor reshape(Given given) {
    int[] dims = given.integers(1);
    boolean keeps = given.node().integer("allowzero", 0) == 0;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] == 0 && keeps ? given.shape().dim(i) : dims[i];
    }
    long known =
        Arrays.stream(dims).filter(dim -> dim != -1).asLongStream().reduce(1, (a, b) -> a * b);
    int left = known == 0 ? 0 : Math.toIntExact(given.shape().size() / known);
    return as(given.x(), Arrays.stream(dims).map(dim -> dim == -1 ? left : dim));
  }

  /** A matrix: the axes before {@code axis}, and the others. */
  static Tensor flatten(Given given) {
    int axis = given.node().integer("axis", 1);
    int split = axis < 0 ? axis + given.shape().rank() : axis;
    List<Integer> dims = given.shape().dims();
    int rows = product(dims.subList(0, split));
    return as(given.x(), IntStream.of(rows, product(dims.subList(split, dims.size()))));
  }

  private static int product(List<Integer> dims) {
    return Math.toIntExact(new Shape(dims).size());
  }

  /** Without the axes that are listed; without a list, without all of size 1. */
  static Tensor squeeze(Given given) {
    Shape shape = given.shape();
    int[] ones = IntStream.range(0, shape.rank()).filter(axis -> shape.dim(axis) == 1).toArray();
    Set<Integer> dropped =
        Arrays.stream(given.integers(1, ones)).map(shape::axis).boxed().collect(Collectors.toSet());
    IntStream kept = IntStream.range(0, shape.rank()).filter(axis -> !dropped.contains(axis));
    return as(given.x(), kept.map(shape::dim));
  }

  /** With further axes of size 1, at places of the result. */
  static Tensor unsqueeze(Given given) {
    int[] axes = given.integers(1);
    int rank = given.shape().rank() + axes.length;
    List<Integer> dims = new ArrayList<>(given.shape().dims());
    Arrays.stream(axes)
        .map(axis -> axis < 0 ? axis + rank : axis)
        .sorted()
        .forEach(axis -> dims.add(axis, 1));
    return new Tensor(given.x().values(), new Shape(dims));
  }

  private static Tensor as(Tensor x, IntStream dims) {
    return new Tensor(x.values(), Shape.of(dims.toArray()));
  }
}
