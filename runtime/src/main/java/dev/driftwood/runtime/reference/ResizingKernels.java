package dev.driftwood.runtime.reference;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The kernels of the operators of {@code ResizingRules}. */
final class ResizingKernels {
  private ResizingKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Resize", (node, inputs) -> List.of(new Resizing(node, inputs).result()));
    table.put(
        "GridSample",
        (node, inputs) -> {
          Tensor x = Objects.requireNonNull(inputs.get(0));
          Tensor grid = Objects.requireNonNull(inputs.get(1));
          return List.of(new GridSampling(node, x, grid).result());
        });
  }
}
