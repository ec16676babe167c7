package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Shape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The multiply-adds of operators that are convolutions or matrix products; of others, none. */
final class NodeCost {
  private NodeCost() {}

  /**
   * Multiply-adds for a batch of one row; a size that only a run tells counts as 1.
   *
   * @param inputs {@code null} where an optional one is left out
   */
  static long multiplyAdds(OpenNode node, List<@Nullable Shape> inputs) {
    Shape y = known(node.results().get(0).shape());
    return switch (node.op()) {
      case "Conv" -> y.size() * forEachOfTheFirstAxis(shape(inputs, 1));
      case "ConvTranspose" -> shape(inputs, 0).size() * forEachOfTheFirstAxis(shape(inputs, 1));
      case "MatMul" -> y.size() * Math.abs(shape(inputs, 0).dim(-1));
      case "Gemm" -> y.size() * Math.abs(shape(inputs, 0).dim(1 - node.integer("transA", 0)));
      case "Attention" -> (shape(inputs, 0).size() + y.size()) * Math.abs(shape(inputs, 1).dim(-2));
      case "Einsum" -> einsum(node, inputs);
      default -> 0;
    };
  }

  /**
   * The weights an output of a convolution sums over, or those that an input of a transposed one is
   * spread by: in both, the axis that counts the others comes first, and groups are left out.
   */
  private static long forEachOfTheFirstAxis(Shape weight) {
    return weight.with(0, 1).size();
  }

  private static long einsum(OpenNode node, List<@Nullable Shape> inputs) {
    List<Shape> shapes = inputs.stream().map(NodeCost::known).toList();
    List<Integer> ranks = shapes.stream().map(Shape::rank).toList();
    return Einsum.of(node.text("equation", ""), ranks).multiplyAdds(shapes);
  }

  private static Shape shape(List<@Nullable Shape> inputs, int input) {
    return known(inputs.get(input));
  }

  private static Shape known(@Nullable Shape shape) {
    Shape given = Objects.requireNonNull(shape, "input");
    return new Shape(given.dims().stream().map(dim -> dim == Shape.UNKNOWN ? 1 : dim).toList());
  }
}
