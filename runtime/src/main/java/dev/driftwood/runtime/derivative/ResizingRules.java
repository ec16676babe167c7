package dev.driftwood.runtime.derivative;

import java.util.List;

/** Interpolation between pixels, linear in the pixels. */
final class ResizingRules {
  private ResizingRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
