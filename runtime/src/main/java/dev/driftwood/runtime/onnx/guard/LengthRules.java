package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * At most how many elements a node's first result has, for operators by which graphs compute
 * shapes.
 *
 * @param extents what is known of its arguments
 * @param node the node
 */
record LengthRules(Extents extents, Node node) {
  private static final int ANY = Integer.MAX_VALUE;

  private static final Set<String> KEEPING =
      Set.of(
          "Identity",
          "Cast",
          "CastLike",
          "Neg",
          "Abs",
          "Floor",
          "Ceil",
          "Round",
          "Sqrt",
          "Reciprocal",
          "Clip",
          "Unsqueeze",
          "Squeeze",
          "Reshape");

  /** The number, or the largest one where it is not known. */
  long longest() {
    if (KEEPING.contains(node.op())) {
      return input(0);
    }
    return switch (node.op()) {
      case "Slice" -> Math.min(input(0), sliced());
      case "Shape" -> extents.rank(node.inputs().get(0)).orElse(ANY);
      case "Gather" -> extents.rank(node.inputs().get(0)).orElse(0) == 1 ? input(1) : ANY;
      case "Concat" -> node.inputs().stream().mapToLong(extents::longest).sum();
      case "Add", "Sub", "Mul", "Div", "Min", "Max" ->
          node.inputs().stream().mapToLong(extents::longest).reduce(1, LengthRules::product);
      default -> ANY;
    };
  }

  private long input(int place) {
    boolean there = place < node.inputs().size() && !node.inputs().get(place).isEmpty();
    return there ? extents.longest(node.inputs().get(place)) : ANY;
  }

  private static long product(long a, long b) {
    return Math.min(ANY, a * b);
  }

  /** The length of a vector's part from a place to another that are both counted from its front. */
  private long sliced() {
    boolean whole = node.inputs().size() == 3;
    Initializer start = whole ? extents.constant(node.inputs().get(1)) : null;
    Initializer end = whole ? extents.constant(node.inputs().get(2)) : null;
    boolean vector = extents.rank(node.inputs().get(0)).orElse(0) == 1;
    return vector && isPlace(start) && isPlace(end)
        ? (long) Math.max(0, end.numbers()[0] - start.numbers()[0])
        : ANY;
  }

  private static boolean isPlace(@Nullable Initializer array) {
    return array != null && array.shape().size() == 1 && array.numbers()[0] >= 0;
  }
}
