package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.ShapeOps;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a graph is made of and what a row of it costs.
 *
 * @param parameters trained numbers
 * @param multiplyAdds of convolutions and matrix products, per row
 * @param operators how often each occurs, sorted
 */
public record GraphCost(long parameters, long multiplyAdds, Map<String, Long> operators) {
  private static final String CONSTANTS = "constant/";
  private static final String WRAPPED = "weights/";

  public GraphCost {
    operators = Collections.unmodifiableMap(new TreeMap<>(operators));
  }

  /** The cost of the drift. */
  public static GraphCost ofDrift(OnnxGraph plain) {
    ShapeOps ops = new ShapeOps();
    Map<String, Shape> fed = new HashMap<>();
    plain.inputs().forEach(input -> fed.put(input.name(), input.shape()));
    new GraphPlayer<>(ops, Initializer::shape).play(plain, fed, List.of("drift"));
    return new GraphCost(parameters(plain), ops.multiplyAdds(), plain.operatorCounts());
  }

  /** The cost of the drift together with its Jacobian-vector product. */
  public static GraphCost ofProduct(OnnxGraph plain) {
    ShapeOps ops = new ShapeOps();
    Shape x = plain.input("x").shape();
    Map<String, Dual<Shape>> fed = new HashMap<>();
    plain.inputs().forEach(input -> fed.put(input.name(), Dual.constant(input.shape())));
    fed.put("x", new Dual<>(x, x));
    new GraphPlayer<Dual<Shape>>(new ForwardMode<>(ops), array -> Dual.constant(array.shape()))
        .play(plain, fed, List.of("drift"));
    OnnxGraph product = ProductGraph.of(plain);
    return new GraphCost(parameters(plain), ops.multiplyAdds(), product.operatorCounts());
  }

  /** Numbers of the float arrays that have a name of their own; constants of formulas are none. */
  private static long parameters(OnnxGraph graph) {
    return graph.initializers().stream()
        .filter(GraphCost::isTrained)
        .mapToLong(array -> array.shape().size())
        .sum();
  }

  /**
   * Whether an array holds trained numbers, and not the constant of a formula, also of one in a
   * network that was wrapped.
   */
  public static boolean isTrained(Initializer array) {
    String name = array.name();
    boolean constant = name.startsWith(CONSTANTS) || name.startsWith(WRAPPED + CONSTANTS);
    return array.type() == DataType.FLOAT && !constant;
  }
}
