package dev.driftwood.runtime.reference;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** The kernels of the operators of {@code ActivationRules}. */
final class ActivationKernels {
  private ActivationKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Relu", elementwise(x -> Math.max(x, 0)));
    table.put("Sign", elementwise(Math::signum));
  }

  private static Kernel elementwise(DoubleUnaryOperator f) {
    return (node, inputs) -> List.of(Objects.requireNonNull(inputs.get(0)).map(f));
  }
}
