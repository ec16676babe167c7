package dev.driftwood.runtime.derivative;

import java.util.List;

/** Fused attention, lowered to its products and softmax. */
final class AttentionRules {
  private AttentionRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry(
            "Attention",
            RuleKind.LOWERED,
            "y = softmax(cap(scale q kᵀ) + mask) v; without past, present and scores",
            AttentionRules::attention),
        new RuleEntry(
            "RotaryEmbedding",
            RuleKind.LINEAR,
            "dy = RotaryEmbedding(dx, cos, sin)",
            Linear.IN_DATA));
  }

  private static <V> List<Dual<V>> attention(Application<V> call) {
    return List.of(new LoweredAttention<>(call).result());
  }
}
