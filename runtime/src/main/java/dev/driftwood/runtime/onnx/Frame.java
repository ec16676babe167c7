package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the names of a graph stand for while it is played. */
final class Frame<V> {
  private final Map<String, Initializer> initializers = new HashMap<>();
  private final Map<String, V> values;
  private final Map<String, V> shapesOf = new HashMap<>();
  private final Function<Initializer, V> arrays;

  private final Map<String, String> gates = new HashMap<>();
  private final OnnxGraph graph;

  Frame(OnnxGraph graph, Map<String, V> inputs, Function<Initializer, V> arrays) {
    this.graph = graph;
    graph.initializers().forEach(array -> this.initializers.put(array.name(), array));
    this.values = new HashMap<>(inputs);
    this.arrays = arrays;
    graph.nodes().stream()
        .filter(node -> node.op().equals("Sigmoid") && node.inputs().size() == 1)
        .forEach(node -> gates.put(node.outputs().get(0), node.inputs().get(0)));
  }

  /** Whether a value is the sigmoid of another one. */
  boolean isSigmoid(String gate, String of) {
    return of.equals(gates.get(gate));
  }

  V value(String name) {
    V known = values.get(name);
    if (known != null) {
      return known;
    }
    V array = arrays.apply(initializer(name));
    values.put(name, array);
    return array;
  }

  /** A constant array, as the arguments that shape an operator must be. */
  Initializer initializer(String name) {
    Initializer array = initializers.get(name);
    if (array == null) {
      throw new DriftwoodException("value \"" + name + "\" is not known before the graph runs");
    }
    return array;
  }

  /** What the graph says of a value's type; {@code null} where it says nothing. */
  @Nullable ValueType type(String name) {
    return graph.types().get(name);
  }

  int opset() {
    return graph.opset();
  }

  /**
   * The elements of a value that is a constant number or vector of whole numbers or truth values;
   * otherwise none.
   */
  Optional<List<Long>> wholeNumbers(String name) {
    Initializer array = initializers.get(name);
    boolean whole = array != null && !array.type().isFloating() && array.shape().rank() <= 1;
    return whole ? Optional.of(elements(array)) : Optional.empty();
  }

  private static List<Long> elements(Initializer array) {
    return array.type() == DataType.INT64
        ? Arrays.stream(array.longs()).boxed().toList()
        : Arrays.stream(array.numbers()).mapToObj(number -> (long) number).toList();
  }

  void put(String name, V value) {
    values.put(name, value);
  }

  void putShapeOf(String name, V value) {
    shapesOf.put(name, value);
  }

  /** The value whose shape a name stands for. */
  V shapedLike(String name) {
    V like = shapesOf.get(name);
    if (like == null) {
      throw new DriftwoodException("value \"" + name + "\" is not the shape of another value");
    }
    return like;
  }
}
