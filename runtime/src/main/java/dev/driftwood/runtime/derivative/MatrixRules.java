package dev.driftwood.runtime.derivative;

import java.util.List;

/** Products of matrices. */
final class MatrixRules {
  private MatrixRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
