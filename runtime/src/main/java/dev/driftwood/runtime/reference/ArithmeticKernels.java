package dev.driftwood.runtime.reference;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The kernels of the operators of {@code ArithmeticRules}. */
final class ArithmeticKernels {
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private ArithmeticKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Add", binary(REFERENCE::add));
    table.put("Sub", binary(REFERENCE::sub));
    table.put("Mul", binary(REFERENCE::mul));
    table.put("Div", binary(REFERENCE::div));
    table.put("Neg", unary(REFERENCE::neg));
    table.put("Exp", unary(REFERENCE::exp));
    table.put("Sqrt", unary(REFERENCE::sqrt));
    table.put("Sin", unary(REFERENCE::sin));
    table.put("Cos", unary(REFERENCE::cos));
    table.put("Tanh", unary(REFERENCE::tanh));
    table.put("Sigmoid", unary(REFERENCE::sigmoid));
  }

  private static Kernel unary(UnaryOperator<Tensor> f) {
    return (node, inputs) -> List.of(f.apply(Objects.requireNonNull(inputs.get(0))));
  }

  private static Kernel binary(BinaryOperator<Tensor> f) {
    return (node, inputs) ->
        List.of(
            f.apply(Objects.requireNonNull(inputs.get(0)), Objects.requireNonNull(inputs.get(1))));
  }
}
