package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code AttentionRules}. */
final class AttentionKernels {
  private AttentionKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
