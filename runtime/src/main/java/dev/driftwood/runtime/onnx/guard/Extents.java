package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  private final DataDependence fromData;
  private final Map<String, DataType> types = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, Integer> lengths = new HashMap<>();
  private final Set<String> ones = new HashSet<>();
  private final Map<String, Initializer> constants = new HashMap<>();

  private Extents(OnnxGraph graph, @Nullable Extents outer) {
    this.outer = outer;
    this.fromData = new DataDependence(graph, outer == null ? null : outer.fromData);
  }

  /** What is known where a graph begins. */
  static Extents of(OnnxGraph graph) {
    Extents extents = new Extents(graph, null);
    graph.inputs().forEach(extents::add);
    graph.initializers().forEach(extents::add);
    return extents;
  }

  /**
   * What is known where a graph begins that a node of this one runs.
   *
   * @param taken the types of what it takes
   */
  Extents inside(OnnxGraph graph, List<@Nullable DataType> taken) {
    Extents extents = new Extents(graph, this);
    for (int i = 0; i < graph.inputs().size() && i < taken.size(); i++) {
      extents.put(graph.inputs().get(i).name(), taken.get(i));
    }
    graph.initializers().forEach(extents::add);
    return extents;
  }

  private void put(String name, @Nullable DataType type) {
    if (type != null) {
      types.put(name, type);
    }
  }

  private void add(Value input) {
    put(input.name(), input.type());
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
    put(array.name(), array.type());
  }

  /**
   * Takes note of what a node gives.
   *
   * @param given the types of what its graph gives, where it has one
   */
  void add(Node node, List<@Nullable DataType> given) {
    fromData.add(node);
    TypeRules rules = new TypeRules(this, node);
    for (int i = 0; i < node.outputs().size(); i++) {
      put(node.outputs().get(i), i < given.size() ? given.get(i) : rules.type(i));
    }
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

  /** The element type of a value; {@code null} where graphs of ours hold none of it. */
  @Nullable DataType type(String name) {
    for (Extents scope = this; scope != null; scope = scope.outer) {
      DataType type = scope.types.get(name);
      if (type != null) {
        return type;
      }
    }
    return null;
  }

  /** Whether a value depends on the numbers that are fed, and not only on how many there are. */
  boolean isFromData(String name) {
    return fromData.contains(name);
  }

  /** Whether a value's sizes depend on the numbers that are fed. */
  boolean isShapedByData(String name) {
    return fromData.isShaped(name);
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
