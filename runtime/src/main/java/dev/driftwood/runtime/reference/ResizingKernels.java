package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code ResizingRules}. */
final class ResizingKernels {
  private ResizingKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
