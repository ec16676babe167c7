package dev.driftwood.runtime.derivative;

import java.util.List;

/** Averages and extremes over windows. */
final class PoolingRules {
  private PoolingRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
