package dev.driftwood.runtime.derivative;

import java.util.List;

/** Products of matrices. */
final class MatrixRules {
  private static final int ADDED = 2;
  private static final Linear GEMM = new Linear(List.of(0, 1), List.of(ADDED));

  private MatrixRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry(
            "Gemm",
            RuleKind.MULTILINEAR,
            "dy = Gemm(da, b) + Gemm(a, db) + beta dc",
            MatrixRules::gemm),
        new RuleEntry(
            "MatMul", RuleKind.MULTILINEAR, "dy = MatMul(da, b) + MatMul(a, db)", Linear.of(0, 1)),
        new RuleEntry(
            "Einsum",
            RuleKind.MULTILINEAR,
            "dy = Einsum(da, b, …) + Einsum(a, db, …) + …, a term an operand",
            Linear.of()));
  }

  private static <V> List<Dual<V>> gemm(Application<V> call) {
    if (!call.moves(ADDED)) {
      return GEMM.apply(call);
    }
    V dc = call.tangents().scale(call.dx(ADDED), call.node().number("beta", 1));
    V added = call.expanded(dc, call.y());
    List<V> terms = GEMM.tangents(call);
    return call.withTangent(terms.isEmpty() ? added : call.tangents().add(terms.get(0), added));
  }
}
