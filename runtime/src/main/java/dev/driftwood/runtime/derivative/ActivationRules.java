package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.ops.Ops;
import java.util.List;

/** Elementwise functions of one argument: dy = f'(x) dx. */
final class ActivationRules {
  private ActivationRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        entry("Relu", "dy = sign(y) dx", ActivationRules::relu),
        entry("Abs", "dy = sign(x) dx", ActivationRules::abs),
        rule("LeakyRelu", "dy = Where(x < 0, α dx, dx)", ActivationRules::leakyRelu),
        rule("ThresholdedRelu", "dy = Where(x > α, dx, 0)", ActivationRules::thresholdedRelu),
        rule("Shrink", "dy = Where(|x| > λ, dx, 0)", ActivationRules::shrink),
        entry("HardSigmoid", "dy = α sign(y − y²) dx", ActivationRules::hardSigmoid),
        entry("Elu", "dy = Where(x < 0, y + α, 1) dx", ActivationRules::elu),
        entry("Selu", "dy = Where(x > 0, γ, y + αγ) dx", ActivationRules::selu),
        entry("Celu", "dy = min(y/α + 1, 1) dx, the maximum for α < 0", ActivationRules::celu),
        entry("Softplus", "dy = sigmoid(x) dx", ActivationRules::softplus),
        rule("Softsign", "dy = dx / (1 + |x|)²", ActivationRules::softsign),
        entry("Erf", "dy = exp(ln(2/√π) − x²) dx", ActivationRules::erf));
  }

  private static RuleEntry entry(String op, String formula, Slope slope) {
    return new RuleEntry(op, RuleKind.FORMULA, formula, new Sloped(slope));
  }

  private static RuleEntry rule(String op, String formula, Rule rule) {
    return new RuleEntry(op, RuleKind.FORMULA, formula, rule);
  }

  private static <V> V relu(Application<V> call) {
    return call.elementwise("Sign", List.of(call.y()));
  }

  private static <V> V abs(Application<V> call) {
    return call.elementwise("Sign", List.of(call.x(0)));
  }

  private static <V> List<Dual<V>> leakyRelu(Application<V> call) {
    V below = call.tangents().scale(call.dx(0), call.node().number("alpha", 0.01));
    return call.withTangent(call.where(isBelowZero(call), below, call.dx(0)));
  }

  private static <V> V isBelowZero(Application<V> call) {
    return call.compared("Less", call.x(0), call.number(0));
  }

  private static <V> List<Dual<V>> thresholdedRelu(Application<V> call) {
    V alpha = call.number(call.node().number("alpha", 1));
    V isAbove = call.compared("Greater", call.x(0), alpha);
    return call.withTangent(call.where(isAbove, call.dx(0), call.number(0)));
  }

  private static <V> List<Dual<V>> shrink(Application<V> call) {
    V lambd = call.number(call.node().number("lambd", 0.5));
    V isOutside = call.compared("Greater", call.elementwise("Abs", List.of(call.x(0))), lambd);
    return call.withTangent(call.where(isOutside, call.dx(0), call.number(0)));
  }

  /** Inside (0, 1) y − y² is positive, at the ends it is zero. */
  private static <V> V hardSigmoid(Application<V> call) {
    Ops<V> ops = call.tangents();
    V inside = call.elementwise("Sign", List.of(ops.sub(call.y(), ops.mul(call.y(), call.y()))));
    return ops.scale(inside, call.node().number("alpha", 0.2));
  }

  private static <V> V elu(Application<V> call) {
    double alpha = call.node().number("alpha", 1);
    V shifted = call.tangents().add(call.y(), call.number(alpha));
    return alpha == 1
        ? call.elementwise("Min", List.of(shifted, call.number(1)))
        : call.where(isBelowZero(call), shifted, call.number(1));
  }

  /** The defaults are those of Klambauer et al. 2017, arXiv:1706.02515. */
  private static <V> V selu(Application<V> call) {
    double alpha = call.node().number("alpha", 1.67326319217681884765625);
    double gamma = call.node().number("gamma", 1.05070102214813232421875);
    V shifted = call.tangents().add(call.y(), call.number(alpha * gamma));
    V isAbove = call.compared("Greater", call.x(0), call.number(0));
    return call.where(isAbove, call.number(gamma), shifted);
  }

  private static <V> V celu(Application<V> call) {
    double alpha = call.node().number("alpha", 1);
    V scaled = alpha == 1 ? call.y() : call.tangents().scale(call.y(), 1 / alpha);
    V below = call.tangents().add(scaled, call.number(1));
    return call.elementwise(alpha > 0 ? "Min" : "Max", List.of(below, call.number(1)));
  }

  private static <V> V softplus(Application<V> call) {
    return call.tangents().sigmoid(call.x(0));
  }

  /** Two divisions, since the square of a large denominator would overflow. */
  private static <V> List<Dual<V>> softsign(Application<V> call) {
    Ops<V> ops = call.tangents();
    V denominator = ops.add(call.elementwise("Abs", List.of(call.x(0))), call.number(1));
    return call.withTangent(ops.div(ops.div(call.dx(0), denominator), denominator));
  }

  private static <V> V erf(Application<V> call) {
    Ops<V> ops = call.tangents();
    V logarithm = call.number(Math.log(2 / Math.sqrt(Math.PI)));
    return ops.exp(ops.sub(logarithm, ops.mul(call.x(0), call.x(0))));
  }
}
