package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network written once over the algebra: the drift {@code a(x, t)} in the operators' terms. */
public interface Network {
  /** Shape of an item: {@code [c, h, w]} of an image, {@code [d]} of a point. */
  List<Integer> itemShape();

  /**
   * How many labels the network knows, 0 to this number less 1, the one for "no class" among them;
   * 0 where it takes none.
   */
  default int labels() {
    return 0;
  }

  /**
   * The drift of rows with labels, for a network that takes them.
   *
   * @param label whole numbers {@code [n]} below {@link #labels}; {@code null} where the network
   *     takes none
   */
  default <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t, @Nullable V label) {
    return forward(ops, weights, x, t);
  }

  /**
   * The drift of a network that takes no labels.
   *
   * @param x states {@code [n, …itemShape]}
   * @param t times {@code [n]}, in {@code [0, 1]}; any scaling of them is the network's own
   * @return the drift, of the shape of {@code x}
   */
  <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t);

  /** What the network is made of, in the order in which it asks for it. */
  default Census census() {
    ShapeOps ops = new ShapeOps();
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Weights<Shape> recorder =
        parameter -> {
          if (parameters.put(parameter.name(), parameter) != null) {
            throw new IllegalStateException("two parameters are called " + parameter.name());
          }
          return parameter.shape();
        };
    Shape x = Shape.batched(itemShape());
    Shape rows = Shape.of(Shape.BATCH);
    Shape drift = forward(ops, recorder, x, rows, labels() > 0 ? rows : null);
    if (!drift.equals(x)) {
      throw new IllegalStateException("the drift has shape " + drift + ", the state " + x);
    }
    return new Census(List.copyOf(parameters.values()), ops.multiplyAdds());
  }

  /**
   * A network's parameters and cost.
   *
   * @param parameters in order of use
   * @param multiplyAdds of convolutions and matrix products, per row
   */
  record Census(List<Parameter> parameters, long multiplyAdds) {
    /** Number of trained numbers. */
    public long size() {
      return parameters.stream().mapToLong(parameter -> parameter.shape().size()).sum();
    }
  }
}
