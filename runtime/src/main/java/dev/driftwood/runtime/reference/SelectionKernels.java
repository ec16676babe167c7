package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code SelectionRules}. */
final class SelectionKernels {
  private SelectionKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
