package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.file.Sha256;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Functions of the time of each row within a graph, in double arithmetic: float32 would lose 5 % of
 * 1 − e⁻ᴮ at t = 1e-5.
 *
 * @param ops emits the nodes
 * @param t the SDE's time {@code [n]}, as double
 */
record TimeGraph(OnnxOps ops, Value t) {
  /** The functions of a float32 time. */
  static TimeGraph of(OnnxOps ops, Value t) {
    return new TimeGraph(ops, cast(ops, t, DataType.DOUBLE));
  }

  /** A value in another element type. */
  static Value cast(OnnxOps ops, Value x, DataType type) {
    if (x.type() == type) {
      return x;
    }
    Map<String, Attribute> attributes = Map.of("to", Attribute.code(type));
    return node(ops, "Cast", attributes, x.valueType().withElement(type), x);
  }

  static Value node(
      OnnxOps ops,
      String op,
      Map<String, Attribute> attributes,
      ValueType result,
      Value... inputs) {
    OpenNode node =
        new OpenNode(op, op, ops.opset(), attributes, Map.of(), List.of(), List.of(result));
    return ops.node(node, Arrays.asList(inputs)).get(0);
  }

  /** A number in double precision. */
  Value number(double value) {
    return array(Shape.SCALAR, value);
  }

  Value array(Shape shape, double... values) {
    Initializer array = Initializer.of("", DataType.DOUBLE, shape, values);
    byte[] bytes = new byte[array.data().remaining()];
    array.data().duplicate().get(bytes);
    String digest = HexFormat.of().formatHex(Sha256.of(bytes), 0, 8);
    return ops.parameter(array.named("constant/double/%s/%s".formatted(shape, digest)));
  }

  Value plus(Value a, Value b) {
    return ops.add(a, b);
  }

  Value minus(Value a, Value b) {
    return ops.sub(a, b);
  }

  Value times(Value a, Value b) {
    return ops.mul(a, b);
  }

  Value over(Value a, Value b) {
    return ops.div(a, b);
  }

  Value root(Value a) {
    return ops.sqrt(a);
  }

  Value exp(Value exponent) {
    return ops.exp(exponent);
  }

  /** The SDE's coefficients at the time of each row. */
  Coefficients coefficients(SdeSpec sde) {
    return switch (sde.type()) {
      case VP -> variancePreserving(sde, false);
      case SUBVP -> variancePreserving(sde, true);
      case VE -> varianceExploding(sde);
      case VP_COSINE -> cosine(sde.parameter("s"));
    };
  }

  /** α = e^{−B/2} and, with w = 1 − e^{−B}, σ² = w; for sub-VP σ = w and g² = β (1 − e^{−2B}). */
  private Coefficients variancePreserving(SdeSpec sde, boolean sub) {
    double low = sde.parameter("betaMin");
    double slope = sde.parameter("betaMax") - low;
    Value beta = plus(number(low), times(number(slope), t));
    Value integral = times(t, plus(number(low), times(number(0.5 * slope), t)));
    Value alpha = exp(times(number(-0.5), integral));
    Value decay = exp(ops.neg(integral));
    Value rest = minus(number(1), decay);
    if (sub) {
      Value g = root(times(beta, minus(number(1), times(decay, decay))));
      return new Coefficients(alpha, rest, g);
    }
    return new Coefficients(alpha, root(rest), root(beta));
  }

  /**
   * The sines of {@link CosineVariancePreserving} at c = min(t, t*), and what is beyond: with e =
   * e^{−1000 (t − c)}, α² is α²(c) e and σ² is σ²(c) + α²(c) (1 − e). No cosine is left.
   */
  private Coefficients cosine(double s) {
    CosineVariancePreserving sde = new CosineVariancePreserving(s);
    Value c = node(ops, "Min", Map.of(), t.valueType(), t, number(sde.boundedFrom()));
    Value beyond = times(number(-sde.gSquared(Sde.HORIZON)), minus(t, c));
    double scale = 0.5 * Math.PI / (1 + s);
    double whole = StrictMath.sin(scale);
    Value left = sine(scale, minus(number(1), c));
    Value early = over(left, number(whole));
    Value alpha = times(early, exp(times(number(0.5), beyond)));
    Value product = times(sine(scale, c), sine(scale, plus(c, number(2 * s))));
    Value lost = times(times(early, early), minus(number(1), exp(beyond)));
    Value variance = plus(over(product, number(whole * whole)), lost);
    Value tangent = over(sine(scale, plus(c, number(s))), left);
    return new Coefficients(alpha, root(variance), root(times(number(2 * scale), tangent)));
  }

  private Value sine(double scale, Value time) {
    return ops.sin(times(number(scale), time));
  }

  /** σ = σ_min (σ_max/σ_min)^t and g = σ √(2 ln(σ_max/σ_min)). */
  private Coefficients varianceExploding(SdeSpec sde) {
    double low = sde.parameter("sigmaMin");
    double growth = StrictMath.log(sde.parameter("sigmaMax") / low);
    Value sigma = times(number(low), exp(times(number(growth), t)));
    Value g = times(sigma, number(Math.sqrt(2 * growth)));
    return new Coefficients(plus(number(1), times(number(0), t)), sigma, g);
  }

  /**
   * Coefficients {@code [n]} of an SDE.
   *
   * @param alpha α(t)
   * @param sigma σ(t)
   * @param g g(t)
   */
  record Coefficients(Value alpha, Value sigma, Value g) {}
}
