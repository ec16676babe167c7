package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.ops.Ops;
import java.util.List;

/** Sums, means, products, extremes and norms over axes. */
final class ReductionRules {
  private ReductionRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry("ReduceSum", RuleKind.LINEAR, "dy = Σ dx", ReductionRules::linear),
        new RuleEntry("ReduceMean", RuleKind.LINEAR, "dy = mean(dx)", ReductionRules::linear),
        new RuleEntry("CumSum", RuleKind.LINEAR, "dy = CumSum(dx)", ReductionRules::running),
        formula("ReduceMax", "dy = dx at the first place of the greatest x", ReductionRules::max),
        formula("ReduceMin", "dy = dx at the first place of the least x", ReductionRules::min),
        formula("ReduceProd", "dy = Σᵢ dxᵢ Πⱼ xⱼ over j ≠ i", ReductionRules::product),
        formula("ReduceL1", "dy = Σ sign(x) dx", ReductionRules::sumOfMagnitudes),
        formula("ReduceL2", "dy = Σ x dx / y, 0 where y = 0", ReductionRules::length),
        formula("ReduceSumSquare", "dy = 2 Σ x dx", ReductionRules::sumOfSquares),
        formula("ReduceLogSumExp", "dy = Σ exp(x − y) dx", ReductionRules::logSumExp),
        formula("ReduceLogSum", "dy = Σ dx / exp(y)", ReductionRules::logSum),
        formula("Softmax", "dy = y dx − y Σ y dx", ReductionRules::softmax),
        formula("LogSoftmax", "dy = dx − Σ exp(y) dx", ReductionRules::logSoftmax),
        formula(
            "LpNormalization", "dy = (dx − y dn) / n, n = √Σ x² or Σ |x|", ReductionRules::unit));
  }

  private static RuleEntry formula(String op, String formula, Rule rule) {
    return new RuleEntry(op, RuleKind.FORMULA, formula, rule);
  }

  private static <V> List<Dual<V>> linear(Application<V> call) {
    return call.withTangent(new Reduction<>(call).again(call.dx(0)));
  }

  private static <V> List<Dual<V>> running(Application<V> call) {
    if (call.node().hasArgument(1)) {
      Along.requireRowsApart(call.shape(call.x(0)), call.node().argument(1));
    }
    return Linear.IN_DATA.apply(call);
  }

  private static <V> List<Dual<V>> max(Application<V> call) {
    return call.withTangent(new Reduction<>(call).atPlaces("ArgMax"));
  }

  private static <V> List<Dual<V>> min(Application<V> call) {
    return call.withTangent(new Reduction<>(call).atPlaces("ArgMin"));
  }

  /**
   * With ones for zeros in the product p of all factors, the terms that count are p dx / x of all
   * where no factor is zero, p dx of the only zero, and none where there are more.
   */
  private static <V> List<Dual<V>> product(Application<V> call) {
    Reduction<V> reduction = new Reduction<>(call);
    V isZero = call.compared("Equal", call.x(0), call.number(0));
    V zeros = call.inTypeOf(isZero, call.x(0));
    V others = call.where(isZero, call.number(1), call.x(0));
    V counts = call.compared("Equal", zeros, reduction.spread(reduction.sum(zeros)));
    V share = call.tangents().div(call.dx(0), others);
    V sum = reduction.sum(call.where(counts, share, call.number(0)));
    return call.withTangent(call.tangents().mul(reduction.again(others), sum));
  }

  private static <V> List<Dual<V>> sumOfMagnitudes(Application<V> call) {
    V sign = call.elementwise("Sign", List.of(call.x(0)));
    return call.withTangent(weightedSum(call, sign));
  }

  private static <V> List<Dual<V>> sumOfSquares(Application<V> call) {
    return call.withTangent(call.tangents().scale(weightedSum(call, call.x(0)), 2));
  }

  private static <V> List<Dual<V>> length(Application<V> call) {
    V sum = weightedSum(call, call.x(0));
    return call.withTangent(call.tangents().div(sum, withoutZeros(call, call.y())));
  }

  private static <V> V withoutZeros(Application<V> call, V x) {
    return call.where(call.compared("Equal", x, call.number(0)), call.number(1), x);
  }

  private static <V> List<Dual<V>> logSumExp(Application<V> call) {
    Ops<V> ops = call.tangents();
    V spread = new Reduction<>(call).spread(call.y());
    return call.withTangent(weightedSum(call, ops.exp(ops.sub(call.x(0), spread))));
  }

  /** Σ weight dx, as the node sums. */
  private static <V> V weightedSum(Application<V> call, V weight) {
    return new Reduction<>(call).sum(call.tangents().mul(weight, call.dx(0)));
  }

  private static <V> List<Dual<V>> logSum(Application<V> call) {
    V sum = new Reduction<>(call).sum(call.dx(0));
    return call.withTangent(call.tangents().div(sum, call.tangents().exp(call.y())));
  }

  private static <V> List<Dual<V>> softmax(Application<V> call) {
    Ops<V> ops = call.tangents();
    V weighted = ops.mul(call.y(), call.dx(0));
    V total = alongAxis(call).sum(weighted);
    return call.withTangent(ops.sub(weighted, ops.mul(call.y(), total)));
  }

  private static <V> List<Dual<V>> logSoftmax(Application<V> call) {
    Ops<V> ops = call.tangents();
    V weighted = ops.mul(ops.exp(call.y()), call.dx(0));
    return call.withTangent(ops.sub(call.dx(0), alongAxis(call).sum(weighted)));
  }

  /** The result of a row of zeros is zero, and its tangent the direction itself. */
  private static <V> List<Dual<V>> unit(Application<V> call) {
    Ops<V> ops = call.tangents();
    boolean euclidean = call.node().integer("p", 2) == 2;
    V x = call.x(0);
    V weight = euclidean ? x : call.elementwise("Sign", List.of(x));
    V sum = alongAxis(call).sum(ops.mul(weight, x));
    V norm = withoutZeros(call, euclidean ? ops.sqrt(sum) : sum);
    V change = alongAxis(call).sum(ops.mul(euclidean ? call.y() : weight, call.dx(0)));
    return call.withTangent(ops.div(ops.sub(call.dx(0), ops.mul(call.y(), change)), norm));
  }

  private static <V> Along<V> alongAxis(Application<V> call) {
    return Along.of(call.tangents(), call.shape(call.x(0)), call.node().integer("axis", -1));
  }
}
