package dev.driftwood.runtime.derivative;

import java.util.List;

/** Fused attention, lowered to its products and softmax. */
final class AttentionRules {
  private AttentionRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
