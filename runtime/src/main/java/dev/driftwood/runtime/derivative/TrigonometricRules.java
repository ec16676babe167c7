package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.ops.Ops;
import java.util.List;

/** Circular and hyperbolic functions and their inverses. */
final class TrigonometricRules {
  private TrigonometricRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        entry("Tan", "dy = (1 + y²) dx", new Sloped(TrigonometricRules::tan)),
        entry("Sinh", "dy = cosh(x) dx", new Sloped(TrigonometricRules::sinh)),
        entry("Cosh", "dy = sinh(x) dx", new Sloped(TrigonometricRules::cosh)),
        entry("Asin", "dy = dx / √(1 − x²)", TrigonometricRules::asin),
        entry("Acos", "dy = −dx / √(1 − x²)", TrigonometricRules::acos),
        entry("Atan", "dy = dx / (1 + x²)", TrigonometricRules::atan),
        entry("Asinh", "dy = dx / √(1 + x²)", TrigonometricRules::asinh),
        entry("Acosh", "dy = dx / √(x² − 1)", TrigonometricRules::acosh),
        entry("Atanh", "dy = dx / (1 − x²)", TrigonometricRules::atanh));
  }

  private static RuleEntry entry(String op, String formula, Rule rule) {
    return new RuleEntry(op, RuleKind.FORMULA, formula, rule);
  }

  private static <V> V tan(Application<V> call) {
    return call.tangents().add(call.tangents().mul(call.y(), call.y()), call.number(1));
  }

  private static <V> V sinh(Application<V> call) {
    return call.elementwise("Cosh", List.of(call.x(0)));
  }

  private static <V> V cosh(Application<V> call) {
    return call.elementwise("Sinh", List.of(call.x(0)));
  }

  private static <V> List<Dual<V>> asin(Application<V> call) {
    return over(call, call.tangents().sqrt(oneMinusSquare(call)));
  }

  private static <V> List<Dual<V>> acos(Application<V> call) {
    Ops<V> ops = call.tangents();
    return over(call, ops.neg(ops.sqrt(oneMinusSquare(call))));
  }

  private static <V> List<Dual<V>> atan(Application<V> call) {
    return over(call, call.tangents().add(square(call), call.number(1)));
  }

  private static <V> List<Dual<V>> asinh(Application<V> call) {
    Ops<V> ops = call.tangents();
    return over(call, ops.sqrt(ops.add(square(call), call.number(1))));
  }

  private static <V> List<Dual<V>> acosh(Application<V> call) {
    Ops<V> ops = call.tangents();
    return over(call, ops.sqrt(ops.sub(square(call), call.number(1))));
  }

  private static <V> List<Dual<V>> atanh(Application<V> call) {
    return over(call, oneMinusSquare(call));
  }

  private static <V> V oneMinusSquare(Application<V> call) {
    return call.tangents().sub(call.number(1), square(call));
  }

  private static <V> V square(Application<V> call) {
    return call.tangents().mul(call.x(0), call.x(0));
  }

  private static <V> List<Dual<V>> over(Application<V> call, V denominator) {
    return call.withTangent(call.tangents().div(call.dx(0), denominator));
  }
}
