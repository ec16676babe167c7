package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code ReductionRules}. */
final class ReductionKernels {
  private ReductionKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
