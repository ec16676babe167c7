package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the names of a graph stand for while it is played. */
final class Frame<V> {
  private final Map<String, Initializer> initializers = new HashMap<>();
  private final Map<String, V> values;
  private final Map<String, V> shapesOf = new HashMap<>();
  private final Function<Initializer, V> arrays;

  Frame(List<Initializer> initializers, Map<String, V> inputs, Function<Initializer, V> arrays) {
    initializers.forEach(array -> this.initializers.put(array.name(), array));
    this.values = new HashMap<>(inputs);
    this.arrays = arrays;
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
