package dev.driftwood.runtime.derivative;

import java.util.List;

/** Operators that only arrange elements anew. */
final class ArrangementRules {
  private ArrangementRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry("Transpose", RuleKind.LINEAR, "dy = Transpose(dx)", Linear.IN_DATA));
  }
}
