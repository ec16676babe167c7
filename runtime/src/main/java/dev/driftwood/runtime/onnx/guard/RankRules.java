package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How many axes a node's first result has, for operators by which graphs compute shapes.
 *
 * @param extents what is known of its arguments
 * @param node the node
 */
record RankRules(Extents extents, Node node) {
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
          "Not",
          "Reciprocal",
          "Slice",
          "Concat",
          "Clip",
          "CumSum",
          "Exp",
          "Sigmoid",
          "Relu",
          "Softmax");
  private static final Set<String> BROADCASTING =
      Set.of(
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Mod",
          "Pow",
          "Min",
          "Max",
          "Where",
          "Equal",
          "Less",
          "Greater",
          "LessOrEqual",
          "GreaterOrEqual");
  private static final Set<String> REDUCING =
      Set.of("ReduceProd", "ReduceMax", "ReduceMin", "ReduceSum", "ReduceMean");

  OptionalInt rank() {
    if (KEEPING.contains(node.op())) {
      return input(0);
    } else if (BROADCASTING.contains(node.op())) {
      return broadcast();
    } else if (REDUCING.contains(node.op())) {
      return reduced();
    }
    return switch (node.op()) {
      case "Shape", "Range" -> OptionalInt.of(1);
      case "Size" -> OptionalInt.of(0);
      case "Gather" -> sum(input(0), input(1), -1);
      case "Unsqueeze" -> sum(input(0), count(1), 0);
      case "Squeeze" -> sum(input(0), negated(count(1)), 0);
      case "Reshape" -> count(1);
      case "ConstantOfShape" -> count(0);
      default -> OptionalInt.empty();
    };
  }

  private OptionalInt input(int place) {
    boolean there = place < node.inputs().size() && !node.inputs().get(place).isEmpty();
    return there ? extents.rank(node.inputs().get(place)) : OptionalInt.empty();
  }

  private OptionalInt broadcast() {
    int most = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      OptionalInt rank = input(i);
      if (rank.isEmpty()) {
        return rank;
      }
      most = Math.max(most, rank.getAsInt());
    }
    return OptionalInt.of(most);
  }

  /** How many numbers a constant vector has. */
  private OptionalInt count(int place) {
    Initializer array =
        place < node.inputs().size() ? extents.constant(node.inputs().get(place)) : null;
    return array == null ? OptionalInt.empty() : OptionalInt.of((int) array.shape().size());
  }

  private static OptionalInt sum(OptionalInt a, OptionalInt b, int more) {
    return a.isEmpty() || b.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(a.getAsInt() + b.getAsInt() + more);
  }

  private static OptionalInt negated(OptionalInt a) {
    return a.isEmpty() ? a : OptionalInt.of(-a.getAsInt());
  }

  private OptionalInt reduced() {
    Attribute kept = node.attributes().get("keepdims");
    boolean all = kept == null || kept.equals(new Attribute.Int(1));
    return all ? input(0) : OptionalInt.empty();
  }
}
