package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code MatrixRules}. */
final class MatrixKernels {
  private MatrixKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
