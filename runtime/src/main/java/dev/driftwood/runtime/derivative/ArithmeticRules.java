package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Elementwise operators of several arguments, and powers. */
final class ArithmeticRules {
  private ArithmeticRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        formula("Pow", "dy = p xᵖ⁻¹ dx + ln(x) y dp, the latter where x > 0", ArithmeticRules::pow),
        formula("Log", "dy = dx / x", ArithmeticRules::log),
        formula("Reciprocal", "dy = −y² dx", new Sloped(ArithmeticRules::reciprocal)),
        formula("Mod", "dy = da − db (a − y) / b", ArithmeticRules::mod),
        formula(
            "Max", "dy = dxᵢ of the greatest xᵢ, the first of equal ones", ArithmeticRules::max),
        formula("Min", "dy = dxᵢ of the least xᵢ, the first of equal ones", ArithmeticRules::min),
        formula(
            "Clip",
            "dy = dx between the bounds, beyond them their tangents",
            ArithmeticRules::clip),
        formula("Where", "dy = Where(c, da, db)", ArithmeticRules::where),
        formula("PRelu", "dy = Where(x < 0, s dx + x ds, dx)", ArithmeticRules::pRelu),
        new RuleEntry("Sum", RuleKind.LINEAR, "dy = Σ dxᵢ", ArithmeticRules::sum),
        new RuleEntry("Mean", RuleKind.LINEAR, "dy = Σ dxᵢ / n", ArithmeticRules::mean));
  }

  private static RuleEntry formula(String op, String formula, Rule rule) {
    return new RuleEntry(op, RuleKind.FORMULA, formula, rule);
  }

  private static <V> List<Dual<V>> pow(Application<V> call) {
    Ops<V> ops = call.tangents();
    V byBase = call.moves(0) ? ops.mul(powerSlope(call), call.dx(0)) : null;
    V byExponent = null;
    if (call.moves(1)) {
      byExponent = ops.mul(exponentSlope(call), call.inTypeOf(call.dx(1), call.x(0)));
    }
    return whole(call, call.sum(byBase, byExponent));
  }

  /** The power rule, whose power of zero where p = 0 is 1 and not infinite. */
  private static <V> V powerSlope(Application<V> call) {
    if (call.node().hasArgument(1) && List.of(2L).equals(call.node().arguments().get(1))) {
      return call.tangents().mul(call.number(2), call.x(0));
    }
    V p = call.inTypeOf(call.x(1), call.x(0));
    V isZero = call.compared("Equal", p, call.number(0));
    V lower = call.where(isZero, p, call.tangents().sub(p, call.number(1)));
    return call.tangents().mul(p, call.elementwise("Pow", List.of(call.x(0), lower)));
  }

  /** Zero where the base is not positive: 0ᵖ is constant, and a negative base has whole powers. */
  private static <V> V exponentSlope(Application<V> call) {
    V isPositive = call.compared("Greater", call.x(0), call.number(0));
    V base = call.where(isPositive, call.x(0), call.number(1));
    return call.tangents().mul(call.elementwise("Log", List.of(base)), call.y());
  }

  private static <V> List<Dual<V>> log(Application<V> call) {
    return call.withTangent(call.tangents().div(call.dx(0), call.x(0)));
  }

  private static <V> V reciprocal(Application<V> call) {
    return call.tangents().neg(call.tangents().mul(call.y(), call.y()));
  }

  /** Between its jumps a mod b is a − k b, with the whole number k = (a − y) / b. */
  private static <V> List<Dual<V>> mod(Application<V> call) {
    V da = call.moves(0) ? call.dx(0) : null;
    if (!call.moves(1)) {
      return whole(call, da);
    }
    Ops<V> ops = call.tangents();
    V times = ops.div(ops.sub(call.y(), call.x(0)), call.x(1));
    return whole(call, call.sum(da, ops.mul(times, call.dx(1))));
  }

  private static <V> List<Dual<V>> max(Application<V> call) {
    return extreme(call, "Max", "GreaterOrEqual");
  }

  private static <V> List<Dual<V>> min(Application<V> call) {
    return extreme(call, "Min", "LessOrEqual");
  }

  /**
   * The tangent of the input that is the result: of equal ones, the first. Inputs are compared with
   * each other and not with the result, whose rounding may differ from theirs where an engine
   * computes float16 in float32.
   */
  private static <V> List<Dual<V>> extreme(Application<V> call, String op, String isBetter) {
    V best = call.x(0);
    V d = call.moves(0) ? call.dx(0) : null;
    for (int i = 1; i < call.inputCount(); i++) {
      V next = call.x(i);
      if (d != null || call.moves(i)) {
        V stays = call.compared(isBetter, best, next);
        d = call.where(stays, orZero(call, d), orZero(call, call.dual(i).tangent()));
      }
      best = i + 1 < call.inputCount() ? call.elementwise(op, List.of(best, next)) : best;
    }
    return whole(call, Objects.requireNonNull(d));
  }

  private static <V> List<Dual<V>> clip(Application<V> call) {
    V below = bounded(call, call.dual(0).tangent(), "GreaterOrEqual", 1);
    V within = bounded(call, below, "LessOrEqual", 2);
    return whole(call, Objects.requireNonNull(within));
  }

  private static <V> @Nullable V bounded(
      Application<V> call, @Nullable V d, String isWithin, int bound) {
    if (!call.has(bound) || (d == null && !call.moves(bound))) {
      return d;
    }
    V within = call.compared(isWithin, call.x(0), call.x(bound));
    return call.where(within, orZero(call, d), orZero(call, call.dual(bound).tangent()));
  }

  private static <V> V orZero(Application<V> call, @Nullable V d) {
    return d == null ? call.number(0) : d;
  }

  private static <V> List<Dual<V>> where(Application<V> call) {
    V da = orZero(call, call.dual(1).tangent());
    V db = orZero(call, call.dual(2).tangent());
    return whole(call, call.where(call.x(0), da, db));
  }

  private static <V> List<Dual<V>> pRelu(Application<V> call) {
    Ops<V> ops = call.tangents();
    V byData = call.moves(0) ? ops.mul(call.x(1), call.dx(0)) : null;
    V bySlope = call.moves(1) ? ops.mul(call.x(0), call.dx(1)) : null;
    V below = call.sum(byData, bySlope);
    V above = orZero(call, call.dual(0).tangent());
    V isBelow = call.compared("Less", call.x(0), call.number(0));
    return call.withTangent(call.where(isBelow, below, above));
  }

  private static <V> List<Dual<V>> sum(Application<V> call) {
    return whole(call, sumOfTangents(call));
  }

  private static <V> List<Dual<V>> mean(Application<V> call) {
    V share = call.number(1.0 / places(call, false).size());
    return whole(call, call.tangents().mul(sumOfTangents(call), share));
  }

  private static <V> V sumOfTangents(Application<V> call) {
    @Nullable V sum = null;
    for (int place : places(call, true)) {
      sum = call.sum(sum, call.dx(place));
    }
    return sum;
  }

  /** The inputs that are there, or those that move. */
  private static <V> List<Integer> places(Application<V> call, boolean moving) {
    return new ArrayList<>(
        IntStream.range(0, call.inputCount())
            .filter(i -> moving ? call.moves(i) : call.has(i))
            .boxed()
            .toList());
  }

  private static <V> List<Dual<V>> whole(Application<V> call, V d) {
    return call.withTangent(call.expanded(d, call.y()));
  }
}
