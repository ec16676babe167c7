package dev.driftwood.runtime.derivative;

import java.util.List;

/** Operators that pick elements by index, or put them there. */
final class SelectionRules {
  private SelectionRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
