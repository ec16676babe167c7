package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.ops.OpenNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The table of kernels, by operator. */
final class Kernels {
  private static final Map<String, Kernel> TABLE = table();

  private Kernels() {}

  static Kernel of(OpenNode node) {
    Kernel kernel = TABLE.get(node.op());
    if (kernel == null) {
      throw new IllegalArgumentException(node + " has no reference kernel");
    }
    return kernel;
  }

  private static Map<String, Kernel> table() {
    Map<String, Kernel> table = new TreeMap<>();
    ArithmeticKernels.addTo(table);
    ActivationKernels.addTo(table);
    TrigonometricKernels.addTo(table);
    LogicKernels.addTo(table);
    BlockedKernels.addTo(table);
    ReductionKernels.addTo(table);
    NormalizationKernels.addTo(table);
    ConvolutionKernels.addTo(table);
    MatrixKernels.addTo(table);
    AttentionKernels.addTo(table);
    PoolingKernels.addTo(table);
    ResizingKernels.addTo(table);
    ArrangementKernels.addTo(table);
    SelectionKernels.addTo(table);
    return Collections.unmodifiableMap(table);
  }
}
