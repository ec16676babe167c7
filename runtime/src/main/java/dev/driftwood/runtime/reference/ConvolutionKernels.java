package dev.driftwood.runtime.reference;

import java.util.Map;

/** The kernels of the operators of {@code ConvolutionRules}. */
final class ConvolutionKernels {
  private ConvolutionKernels() {}

  static void addTo(Map<String, Kernel> table) {}
}
