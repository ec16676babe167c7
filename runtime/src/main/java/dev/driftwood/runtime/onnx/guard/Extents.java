package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many axes and elements values have, as far as it follows from the arithmetic that graphs do
 * with shapes, and which of them are constant.
 */
final class Extents {
  private final @Nullable Extents outer;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, Integer> lengths = new HashMap<>();
  private final Map<String, Initializer> constants = new HashMap<>();

  Extents(OnnxGraph graph, @Nullable Extents outer) {
    this.outer = outer;
    if (outer == null) {
      graph.inputs().forEach(this::add);
    }
    graph.initializers().forEach(this::add);
  }

  /** Takes note of an array. */
  void add(Initializer array) {
    ranks.put(array.name(), array.shape().rank());
    lengths.put(array.name(), (int) array.shape().size());
    constants.put(array.name(), array);
  }

  /** The number of axes; empty where it is not known. */
  OptionalInt rank(String name) {
    for (Extents scope = this; scope != null; scope = scope.outer) {
      Integer rank = scope.ranks.get(name);
      if (rank != null) {
        return OptionalInt.of(rank);
      }
    }
    return OptionalInt.empty();
  }

  /** The array of a name; {@code null} where only a run tells. */
  @Nullable Initializer constant(String name) {
    for (Extents scope = this; scope != null; scope = scope.outer) {
      Initializer array = scope.constants.get(name);
      if (array != null) {
        return array;
      }
    }
    return null;
  }

  /** How many elements a value has at most; the largest number where it is not known. */
  int longest(String name) {
    for (Extents scope = this; scope != null; scope = scope.outer) {
      Integer length = scope.lengths.get(name);
      if (length != null) {
        return length;
      }
    }
    return Integer.MAX_VALUE;
  }

  private void add(Value input) {
    ranks.put(input.name(), input.shape().rank());
    if (input.shape().dims().stream().allMatch(dim -> dim >= 0)) {
      lengths.put(input.name(), (int) input.shape().size());
    }
  }

  /** Takes note of what a node gives. */
  void add(Node node) {
    rank(node).ifPresent(rank -> ranks.put(node.outputs().get(0), rank));
    long length = length(node);
    if (length < Integer.MAX_VALUE) {
      lengths.put(node.outputs().get(0), (int) length);
    }
  }

  /** At most how many elements a node gives. */
  private long length(Node node) {
    return switch (node.op()) {
      case "Identity",
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
          "Reshape" ->
          longest(node, 0);
      case "Slice" -> Math.min(longest(node, 0), sliced(node));
      case "Shape" -> rank(node.inputs().get(0)).orElse(Integer.MAX_VALUE);
      case "Gather" -> input(node, 0).orElse(0) == 1 ? longest(node, 1) : Integer.MAX_VALUE;
      case "Concat" -> node.inputs().stream().mapToLong(this::longest).sum();
      case "Add", "Sub", "Mul", "Div", "Min", "Max" ->
          node.inputs().stream().mapToLong(this::longest).reduce(1, Extents::product);
      default -> Integer.MAX_VALUE;
    };
  }

  private static boolean isNumber(@Nullable Initializer array) {
    return array != null && array.shape().size() == 1;
  }

  private int longest(Node node, int place) {
    boolean there = place < node.inputs().size() && !node.inputs().get(place).isEmpty();
    return there ? longest(node.inputs().get(place)) : Integer.MAX_VALUE;
  }

  private static long product(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a * b);
  }

  /** The length of a vector's part from a place to another that are both counted from its front. */
  private long sliced(Node node) {
    boolean vector = rank(node.inputs().get(0)).orElse(0) == 1;
    Initializer start = node.inputs().size() == 3 ? constant(node.inputs().get(1)) : null;
    Initializer end = node.inputs().size() == 3 ? constant(node.inputs().get(2)) : null;
    if (!vector || !isNumber(start) || !isNumber(end)) {
      return Integer.MAX_VALUE;
    }
    double first = start.numbers()[0];
    double last = end.numbers()[0];
    return first >= 0 && last >= 0 ? (long) Math.max(0, last - first) : Integer.MAX_VALUE;
  }

  private OptionalInt rank(Node node) {
    return switch (node.op()) {
      case "Shape", "NonMaxSuppression", "Range" -> OptionalInt.of(1);
      case "Size" -> OptionalInt.of(0);
      case "Identity",
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
          "Softmax" ->
          input(node, 0);
      case "Add",
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
          "GreaterOrEqual" ->
          broadcast(node);
      case "Gather" -> sum(input(node, 0), input(node, 1), -1);
      case "Unsqueeze" -> sum(input(node, 0), count(node, 1), 0);
      case "Squeeze" -> sum(input(node, 0), negated(count(node, 1)), 0);
      case "Reshape", "Expand" -> count(node, 1);
      case "ConstantOfShape" -> count(node, 0);
      case "ReduceProd", "ReduceMax", "ReduceMin", "ReduceSum", "ReduceMean" -> reduced(node);
      default -> OptionalInt.empty();
    };
  }

  private OptionalInt input(Node node, int place) {
    boolean there = place < node.inputs().size() && !node.inputs().get(place).isEmpty();
    return there ? rank(node.inputs().get(place)) : OptionalInt.empty();
  }

  private OptionalInt broadcast(Node node) {
    int most = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      OptionalInt rank = input(node, i);
      if (rank.isEmpty()) {
        return rank;
      }
      most = Math.max(most, rank.getAsInt());
    }
    return OptionalInt.of(most);
  }

  /** How many numbers a constant vector has. */
  private OptionalInt count(Node node, int place) {
    Initializer array = place < node.inputs().size() ? constant(node.inputs().get(place)) : null;
    return array == null ? OptionalInt.empty() : OptionalInt.of((int) array.shape().size());
  }

  private static OptionalInt sum(OptionalInt a, OptionalInt b, int more) {
    return a.isEmpty() || b.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(IntStream.of(a.getAsInt(), b.getAsInt(), more).sum());
  }

  private static OptionalInt negated(OptionalInt a) {
    return a.isEmpty() ? a : OptionalInt.of(-a.getAsInt());
  }

  private OptionalInt reduced(Node node) {
    Attribute kept = node.attributes().get("keepdims");
    boolean all = kept == null || kept.equals(new Attribute.Int(1));
    return all ? input(node, 0) : OptionalInt.empty();
  }
}
