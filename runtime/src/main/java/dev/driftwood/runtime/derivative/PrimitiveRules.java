package dev.driftwood.runtime.derivative;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operators that are primitives of the algebra, whose rules {@link ForwardMode} has. */
final class PrimitiveRules {
  private PrimitiveRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        entry("Add", "dy = da + db", PrimitiveRules::add),
        entry("Sub", "dy = da − db", PrimitiveRules::sub),
        entry("Mul", "dy = da b + a db", PrimitiveRules::mul),
        entry("Div", "dy = (da − y db) / b", PrimitiveRules::div),
        entry("Neg", "dy = −dx", PrimitiveRules::neg),
        entry("Exp", "dy = y dx", PrimitiveRules::exp),
        entry("Sqrt", "dy = dx / (2 y)", PrimitiveRules::sqrt),
        entry("Sin", "dy = cos(x) dx", PrimitiveRules::sin),
        entry("Cos", "dy = −sin(x) dx", PrimitiveRules::cos),
        entry("Tanh", "dy = (1 − y²) dx", PrimitiveRules::tanh),
        entry("Sigmoid", "dy = (y − y²) dx", PrimitiveRules::sigmoid));
  }

  private static RuleEntry entry(String op, String formula, Rule rule) {
    return new RuleEntry(op, RuleKind.FORMULA, formula, rule);
  }

  private static <V> List<Dual<V>> add(Application<V> call) {
    return binary(call, call.duals()::add);
  }

  private static <V> List<Dual<V>> sub(Application<V> call) {
    return binary(call, call.duals()::sub);
  }

  private static <V> List<Dual<V>> mul(Application<V> call) {
    return binary(call, call.duals()::mul);
  }

  private static <V> List<Dual<V>> div(Application<V> call) {
    return binary(call, call.duals()::div);
  }

  private static <V> List<Dual<V>> neg(Application<V> call) {
    return unary(call, call.duals()::neg);
  }

  private static <V> List<Dual<V>> exp(Application<V> call) {
    return unary(call, call.duals()::exp);
  }

  private static <V> List<Dual<V>> sqrt(Application<V> call) {
    return unary(call, call.duals()::sqrt);
  }

  private static <V> List<Dual<V>> sin(Application<V> call) {
    return unary(call, call.duals()::sin);
  }

  private static <V> List<Dual<V>> cos(Application<V> call) {
    return unary(call, call.duals()::cos);
  }

  private static <V> List<Dual<V>> tanh(Application<V> call) {
    return unary(call, call.duals()::tanh);
  }

  private static <V> List<Dual<V>> sigmoid(Application<V> call) {
    return unary(call, call.duals()::sigmoid);
  }

  private static <V> List<Dual<V>> unary(Application<V> call, UnaryOperator<Dual<V>> primitive) {
    return List.of(primitive.apply(call.dual(0)));
  }

  private static <V> List<Dual<V>> binary(Application<V> call, BinaryOperator<Dual<V>> primitive) {
    return List.of(primitive.apply(call.dual(0), call.dual(1)));
  }
}
