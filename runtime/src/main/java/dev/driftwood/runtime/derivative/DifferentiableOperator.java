package dev.driftwood.runtime.derivative;

import java.util.List;

/**
 * An operator of ONNX's own set that forward mode differentiates.
 *
 * @param op its name
 * @param kind how it is differentiated
 * @param formula the tangent {@code dy} of its result in terms of inputs, their tangents and
 *     results, or what is special
 */
public record DifferentiableOperator(String op, RuleKind kind, String formula) {
  /** All of them, sorted by name whatever the case of its letters. */
  public static List<DifferentiableOperator> all() {
    return Rules.all().values().stream()
        .map(entry -> new DifferentiableOperator(entry.op(), entry.kind(), entry.formula()))
        .sorted((a, b) -> a.op().compareToIgnoreCase(b.op()))
        .toList();
  }
}
