package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code NormalizationRules}. */
final class NormalizationKernels {
  private NormalizationKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
