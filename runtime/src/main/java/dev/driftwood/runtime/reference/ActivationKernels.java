package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** The kernels of the operators of {@code ActivationRules} and {@code GateRules}. */
final class ActivationKernels {
  private ActivationKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Relu", of(node -> x -> Math.max(x, 0)));
    table.put("Abs", of(node -> Math::abs));
    table.put("LeakyRelu", of(node -> leakyRelu(node.number("alpha", 0.01))));
    table.put("ThresholdedRelu", of(node -> thresholdedRelu(node.number("alpha", 1))));
    table.put("Shrink", of(ActivationKernels::shrink));
    table.put("HardSigmoid", of(ActivationKernels::hardSigmoid));
    table.put("HardSwish", of(node -> x -> x * clipped(x / 6 + 0.5)));
    table.put("Elu", of(node -> elu(node.number("alpha", 1))));
    table.put("Selu", of(ActivationKernels::selu));
    table.put("Celu", of(node -> celu(node.number("alpha", 1))));
    table.put("Softplus", of(node -> ActivationKernels::softplus));
    table.put("Softsign", of(node -> x -> x / (1 + Math.abs(x))));
    table.put("Erf", of(node -> ErrorFunction::of));
    table.put("Gelu", of(ActivationKernels::gelu));
    table.put("Swish", of(node -> swish(node.number("alpha", 1))));
    table.put("Mish", of(node -> x -> x * Math.tanh(softplus(x))));
  }

  private static Kernel of(Function<OpenNode, DoubleUnaryOperator> function) {
    return (node, inputs) ->
        List.of(Objects.requireNonNull(inputs.get(0)).map(function.apply(node)));
  }

  private static DoubleUnaryOperator leakyRelu(double alpha) {
    return x -> x < 0 ? alpha * x : x;
  }

  private static DoubleUnaryOperator thresholdedRelu(double alpha) {
    return x -> x > alpha ? x : 0;
  }

  private static DoubleUnaryOperator shrink(OpenNode node) {
    double lambd = node.number("lambd", 0.5);
    double bias = node.number("bias", 0);
    return x -> x < -lambd ? x + bias : x > lambd ? x - bias : 0;
  }

  private static DoubleUnaryOperator hardSigmoid(OpenNode node) {
    double alpha = node.number("alpha", 0.2);
    double beta = node.number("beta", 0.5);
    return x -> clipped(alpha * x + beta);
  }

  private static double clipped(double x) {
    return Math.max(0, Math.min(1, x));
  }

  private static DoubleUnaryOperator elu(double alpha) {
    return x -> x < 0 ? alpha * Math.expm1(x) : x;
  }

  private static DoubleUnaryOperator selu(OpenNode node) {
    double alpha = node.number("alpha", 1.67326319217681884765625);
    double gamma = node.number("gamma", 1.05070102214813232421875);
    return x -> gamma * (x > 0 ? x : alpha * Math.expm1(x));
  }

  private static DoubleUnaryOperator celu(double alpha) {
    return x -> Math.max(0, x) + Math.min(0, alpha * Math.expm1(x / alpha));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static DoubleUnaryOperator gelu(OpenNode node) {
    double k = Math.sqrt(2 / Math.PI);
    return node.text("approximate", "none").equals("tanh")
        ? x -> 0.5 * x * (1 + Math.tanh(k * (x + 0.044715 * x * x * x)))
        : x -> 0.5 * x * (1 + ErrorFunction.of(x / Math.sqrt(2)));
  }

  private static DoubleUnaryOperator swish(double alpha) {
    return x -> x / (1 + Math.exp(-alpha * x));
  }
}
