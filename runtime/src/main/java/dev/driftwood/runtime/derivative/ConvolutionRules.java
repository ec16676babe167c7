package dev.driftwood.runtime.derivative;

import java.util.List;

/** Convolutions, linear in data and in weights. */
final class ConvolutionRules {
  private ConvolutionRules() {}

  static List<RuleEntry> entries() {
    return List.of();
  }
}
