package dev.driftwood.runtime.reference;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** The kernels of the operators of {@code TrigonometricRules}. */
final class TrigonometricKernels {
  private TrigonometricKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Tan", of(Math::tan));
    table.put("Sinh", of(Math::sinh));
    table.put("Cosh", of(Math::cosh));
    table.put("Asin", of(Math::asin));
    table.put("Acos", of(Math::acos));
    table.put("Atan", of(Math::atan));
    table.put("Asinh", of(x -> Math.signum(x) * Math.log(Math.abs(x) + Math.hypot(x, 1))));
    table.put("Acosh", of(x -> Math.log(x + Math.sqrt(x * x - 1))));
    table.put("Atanh", of(x -> 0.5 * Math.log((1 + x) / (1 - x))));
  }

  private static Kernel of(DoubleUnaryOperator f) {
    return (node, inputs) -> List.of(Objects.requireNonNull(inputs.get(0)).map(f));
  }
}
