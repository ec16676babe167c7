package dev.driftwood.runtime.derivative;

import java.util.List;

/** Elementwise operators of several arguments, and powers. */
final class ArithmeticRules {
  private ArithmeticRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
