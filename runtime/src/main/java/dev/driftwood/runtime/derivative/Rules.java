package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of derivative rules, by operator. */
final class Rules {
  private static final Map<String, RuleEntry> TABLE = table();

  private Rules() {}

  /** The rules, sorted by operator. */
  static Map<String, RuleEntry> all() {
    return TABLE;
  }

  /**
   * The rule of a node's operator.
   *
   * @throws DriftwoodException where there is none, naming operator, node and opset
   */
  static Rule of(OpenNode node) {
    RuleEntry entry = TABLE.get(node.op());
    if (entry == null) {
      throw new DriftwoodException(
          node
              + " has no derivative rule (expected: one of the operators that `driftwood operators`"
              + " lists, or a node that does not depend on x)");
    }
    return entry.rule();
  }

  private static Map<String, RuleEntry> table() {
    List<RuleEntry> entries = new ArrayList<>();
    entries.addAll(PrimitiveRules.entries());
    entries.addAll(ArithmeticRules.entries());
    entries.addAll(ActivationRules.entries());
    entries.addAll(GateRules.entries());
    entries.addAll(TrigonometricRules.entries());
    entries.addAll(ReductionRules.entries());
    entries.addAll(NormalizationRules.entries());
    entries.addAll(ConvolutionRules.entries());
    entries.addAll(MatrixRules.entries());
    entries.addAll(AttentionRules.entries());
    entries.addAll(PoolingRules.entries());
    entries.addAll(ResizingRules.entries());
    entries.addAll(ArrangementRules.entries());
    entries.addAll(SelectionRules.entries());
    entries.addAll(BlockedRules.entries());
    Map<String, RuleEntry> table = new TreeMap<>();
    for (RuleEntry entry : entries) {
      if (table.put(entry.op(), entry) != null) {
        throw new IllegalStateException("two rules for " + entry.op());
      }
    }
    return Collections.unmodifiableMap(table);
  }
}
