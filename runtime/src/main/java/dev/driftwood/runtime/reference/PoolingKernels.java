package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code PoolingRules}. */
final class PoolingKernels {
  private PoolingKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
