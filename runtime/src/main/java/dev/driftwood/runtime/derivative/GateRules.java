package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import java.util.List;
import java.util.Map;

/**
 * Activations that are their argument times a gate, y = x g(x): dy = (g + x g'(x)) dx. The smooth
 * ones are written with their gate, which the tangent shares.
 */
final class GateRules {
  /** Beyond this the gate of Gelu's approximation is 0 or 1 in float32. */
  private static final double SATURATED = 12;

  /** The gate of HardSwish. */
  private static final Map<String, Attribute> STEP =
      Map.of("alpha", new Attribute.Float(1 / 6f), "beta", new Attribute.Float(0.5f));

  private GateRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry(
            "HardSwish",
            RuleKind.FORMULA,
            "dy = (g + x g') dx, x g' = g − 1/2 where 0 < g < 1",
            new Sloped(GateRules::hardSwish)),
        entry(
            "Gelu",
            "dy = (g + x φ(x)) dx, y = x g, g = Φ(x) or its approximation",
            GateRules::gelu),
        entry("Swish", "dy = (g + α (y − y g)) dx, y = x g, g = sigmoid(α x)", GateRules::swish),
        entry("Mish", "dy = (g + (x − y g) sigmoid(x)) dx, y = x g", GateRules::mish));
  }

  private static RuleEntry entry(String op, String formula, Rule rule) {
    return new RuleEntry(op, RuleKind.LOWERED, formula, rule);
  }

  /** Between 0 and 1 the gate g is x/6 + 1/2, so that x g' = g − 1/2. */
  private static <V> V hardSwish(Application<V> call) {
    Ops<V> ops = call.tangents();
    V gate =
        call.tangentNode("HardSigmoid", STEP, call.node().results().get(0), List.of(call.x(0)));
    V change = ops.sub(gate, call.number(0.5));
    V size = call.elementwise("Abs", List.of(change));
    V isInside = call.compared("Less", size, call.number(0.5));
    return ops.add(gate, call.where(isInside, change, call.number(0)));
  }

  private static <V> List<Dual<V>> gelu(Application<V> call) {
    return switch (call.node().text("approximate", "none")) {
      case "none" -> exactGelu(call);
      case "tanh" -> approximateGelu(call);
      default ->
          throw new IllegalArgumentException(
              "approximate: %s (expected: none or tanh)"
                  .formatted(call.node().text("approximate", "none")));
    };
  }

  /** Φ(x) = (1 + erf u)/2 and x φ(x) = u exp(−u² − ln √π), both of u = x/√2. */
  private static <V> List<Dual<V>> exactGelu(Application<V> call) {
    Ops<V> values = call.values();
    V u = values.scale(call.x(0), Math.sqrt(0.5));
    V erf = open(call, "Erf", List.of(u));
    V gate = values.add(values.scale(erf, 0.5), values.constant(0.5));
    Ops<V> ops = call.tangents();
    V density = ops.exp(ops.sub(call.number(-0.5 * Math.log(Math.PI)), ops.mul(u, u)));
    return product(call, values.mul(call.x(0), gate), ops.add(gate, ops.mul(u, density)));
  }

  /**
   * The gate is sigmoid(z), z = x (k + a x²). The square is cut off where the gate is saturated, as
   * its overflow would meet the zero that the gate's derivative is there.
   */
  private static <V> List<Dual<V>> approximateGelu(Application<V> call) {
    double k = 2 * Math.sqrt(2 / Math.PI);
    double a = 0.044715 * k;
    Ops<V> values = call.values();
    V x =
        open(
            call,
            "Clip",
            List.of(call.x(0), values.constant(-SATURATED), values.constant(SATURATED)));
    V square = values.mul(x, x);
    V z = values.mul(x, values.add(values.scale(square, a), values.constant(k)));
    V gate = values.sigmoid(z);
    Ops<V> ops = call.tangents();
    V dz = ops.add(ops.scale(square, 3 * a), call.number(k));
    V y = values.mul(call.x(0), gate);
    V change = ops.mul(ops.sub(y, ops.mul(y, gate)), dz);
    return product(call, y, ops.add(gate, change));
  }

  private static <V> List<Dual<V>> swish(Application<V> call) {
    double alpha = call.node().number("alpha", 1);
    Ops<V> values = call.values();
    V gate = values.sigmoid(alpha == 1 ? call.x(0) : values.scale(call.x(0), alpha));
    V y = values.mul(call.x(0), gate);
    Ops<V> ops = call.tangents();
    V change = ops.sub(y, ops.mul(y, gate));
    return product(call, y, ops.add(gate, alpha == 1 ? change : ops.scale(change, alpha)));
  }

  /** The gate is tanh(softplus(x)), whose derivative is (1 − g²) sigmoid(x). */
  private static <V> List<Dual<V>> mish(Application<V> call) {
    Ops<V> values = call.values();
    V gate = values.tanh(open(call, "Softplus", List.of(call.x(0))));
    V y = values.mul(call.x(0), gate);
    Ops<V> ops = call.tangents();
    V change = ops.mul(ops.sub(call.x(0), ops.mul(y, gate)), ops.sigmoid(call.x(0)));
    return product(call, y, ops.add(gate, change));
  }

  private static <V> List<Dual<V>> product(Application<V> call, V y, V slope) {
    return List.of(new Dual<>(y, call.tangents().mul(slope, call.dx(0))));
  }

  private static <V> V open(Application<V> call, String op, List<V> inputs) {
    OpenNode node = call.node().then(op, Map.of(), call.node().results().get(0));
    return call.values().node(node, inputs).get(0);
  }
}
