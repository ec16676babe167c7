package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many axes and elements values have, as far as it follows from the arithmetic that graphs do
 * with shapes, and which of them are constant.
 */
final class Extents {
  private final @Nullable Extents outer;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, Integer> lengths = new HashMap<>();
  private final Set<String> ones = new HashSet<>();
  private final Map<String, Initializer> constants = new HashMap<>();

  Extents(OnnxGraph graph, @Nullable Extents outer) {
    this.outer = outer;
    if (outer == null) {
      graph.inputs().forEach(this::add);
    }
    graph.initializers().forEach(this::add);
  }

  private void add(Value input) {
    ranks.put(input.name(), input.shape().rank());
    if (input.shape().dims().stream().allMatch(dim -> dim >= 0)) {
      lengths.put(input.name(), (int) input.shape().size());
    }
  }

  /** Takes note of an array. */
  void add(Initializer array) {
    ranks.put(array.name(), array.shape().rank());
    lengths.put(array.name(), (int) array.shape().size());
    constants.put(array.name(), array);
  }

  /** Takes note of what a node gives. */
  void add(Node node) {
    String output = node.outputs().get(0);
    new RankRules(this, node).rank().ifPresent(rank -> ranks.put(output, rank));
    long length = new LengthRules(this, node).longest();
    if (length < Integer.MAX_VALUE) {
      lengths.put(output, (int) length);
    }
    if (node.op().equals("Reshape") && isUnit(constant(node.inputs().get(1)))) {
      ones.add(output);
    }
  }

  private static boolean isUnit(@Nullable Initializer shape) {
    return shape != null && shape.shape().size() == 1 && shape.numbers()[0] == 1;
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

  /** Whether a value is a constant of one element, or was made to be one element. */
  boolean isOne(String name) {
    Initializer array = constant(name);
    return array != null ? array.shape().size() == 1 : ones.contains(name);
  }
}
