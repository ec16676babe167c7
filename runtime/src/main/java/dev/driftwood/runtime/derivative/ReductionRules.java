package dev.driftwood.runtime.derivative;

import java.util.List;

/** Sums, means, products, extremes and norms over axes. */
final class ReductionRules {
  private ReductionRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
