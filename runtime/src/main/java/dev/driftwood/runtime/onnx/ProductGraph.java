package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph that gives a network's drift and, from the further input {@code v}, the product of the
 * drift's Jacobian with respect to {@code x} with {@code v}, row by row.
 */
public final class ProductGraph {
  /** The output that holds the product. */
  public static final String PRODUCT = "jvp";

  private ProductGraph() {}

  /**
   * Derives the graph by playing a plain one through {@link ForwardMode}.
   *
   * @param plain a graph with inputs {@code x}, {@code t} and any others, and output {@code drift}
   * @return a graph with the further input {@code v} and the further output {@code jvp}, both of
   *     the shape of {@code x}
   */
  public static OnnxGraph of(OnnxGraph plain) {
    GraphBuilder builder = new GraphBuilder(plain.opset());
    OnnxOps ops = new OnnxOps(builder);
    Map<String, Dual<Value>> fed = new LinkedHashMap<>();
    for (Value input : plain.inputs()) {
      fed.put(
          input.name(), Dual.constant(builder.input(input.name(), input.type(), input.shape())));
    }
    Value x = plain.input("x");
    Value v = builder.input("v", x.type(), x.shape());
    fed.put("x", new Dual<>(x, v));
    GraphPlayer<Dual<Value>> player =
        new GraphPlayer<>(
            differentiating(ops, List.of(v)), array -> Dual.constant(ops.parameter(array)));
    Dual<Value> drift = player.play(plain, fed, List.of("drift")).get(0);
    Value tangent = drift.tangent();
    if (tangent == null) {
      tangent = ops.expandAs(ops.constant(0), x);
    }
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("drift", drift.primal());
    outputs.put(PRODUCT, tangent);
    return builder.build(plain.name(), outputs);
  }

  /**
   * The interpreter that emits values and, in the scope {@code jvp}, their tangents.
   *
   * @param tangents of which all others are made
   */
  public static ForwardMode<Value> differentiating(OnnxOps ops, List<Value> tangents) {
    Factors factors = new Factors();
    tangents.forEach(factors::move);
    return new ForwardMode<>(ops, new TangentOps(ops.scope("jvp"), factors));
  }

  /**
   * Derives the graph that gives several products at each point. What does not depend on a tangent
   * is computed once, and a product's bits do not depend on how many there are.
   *
   * @param plain as above
   * @param count of products, at least 1
   * @return a graph with the further inputs {@code v0}, {@code v1}, … and outputs {@code jvp0},
   *     {@code jvp1}, …, all of the shape of {@code x}
   */
  public static OnnxGraph of(OnnxGraph plain, int count) {
    if (!(count >= 1)) {
      throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
    }
    return TangentCopies.of(of(plain)).times(count);
  }
}
