package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Elementwise operators as DJL's functions. */
final class DjlElementwise {
  private DjlElementwise() {}

  static void addTo(Map<String, DjlOperator> table) {
    addFunctions(table);
    addActivations(table);
    addArithmetic(table);
  }

  private static void addFunctions(Map<String, DjlOperator> table) {
    table.put("Neg", unary(NDArray::neg));
    table.put("Reciprocal", unary(x -> x.getNDArrayInternal().rdiv(1)));
    table.put("Abs", unary(NDArray::abs));
    table.put("Exp", unary(NDArray::exp));
    table.put("Log", unary(NDArray::log));
    table.put("Sqrt", unary(NDArray::sqrt));
    table.put("Sin", unary(NDArray::sin));
    table.put("Cos", unary(NDArray::cos));
    table.put("Tan", unary(NDArray::tan));
    table.put("Asin", unary(NDArray::asin));
    table.put("Acos", unary(NDArray::acos));
    table.put("Atan", unary(NDArray::atan));
    table.put("Sinh", unary(NDArray::sinh));
    table.put("Cosh", unary(NDArray::cosh));
    table.put("Tanh", unary(Activation::tanh));
    table.put("Erf", unary(NDArray::erf));
  }

  private static void addActivations(Map<String, DjlOperator> table) {
    table.put("Sigmoid", unary(Activation::sigmoid));
    table.put("Relu", unary(Activation::relu));
    table.put("Softplus", unary(Activation::softPlus));
    table.put("Softsign", unary(Activation::softSign));
    // DJL's own takes the logarithm to base 2.
    table.put("Mish", unary(x -> x.mul(Activation.softPlus(x).tanh())));
    table.put(
        "LeakyRelu", DjlOperator.of(call -> Activation.leakyRelu(call.x(), alpha(call, 0.01))));
    table.put("Elu", DjlOperator.of(call -> Activation.elu(call.x(), alpha(call, 1))));
    table.put("Selu", unary(Activation::selu).where(node -> node.attributes().isEmpty()));
    table.put(
        "Gelu",
        unary(Activation::gelu).where(node -> node.text("approximate", "none").equals("none")));
    table.put("Swish", DjlOperator.of(call -> Activation.swish(call.x(), alpha(call, 1))));
    table.put("PRelu", DjlOperator.of(DjlElementwise::parametricRelu));
  }

  private static float alpha(DjlCall call, double otherwise) {
    return (float) call.node().number("alpha", otherwise);
  }

  private static NDArray parametricRelu(DjlCall call) {
    NDArray below = call.x().minimum(0).mul(call.x(1));
    return call.x().maximum(0).add(below);
  }

  private static void addArithmetic(Map<String, DjlOperator> table) {
    table.put("Add", folded(NDArray::add));
    table.put("Sub", folded(NDArray::sub));
    table.put("Mul", folded(NDArray::mul));
    table.put("Div", folded(NDArray::div));
    table.put("Pow", folded(NDArray::pow));
    table.put("Sum", folded(NDArray::add));
    table.put("Max", folded(NDArray::maximum));
    table.put("Min", folded(NDArray::minimum));
    DjlOperator sum = folded(NDArray::add);
    table.put(
        "Mean", DjlOperator.of(call -> sum.body().apply(call).get(0).div(call.inputs().size())));
    table.put("Clip", DjlOperator.of(DjlElementwise::clip));
    table.put("Where", DjlOperator.of(DjlElementwise::where));
  }

  /** The engine's own does not broadcast. */
  private static NDArray where(DjlCall call) {
    Shape shape = call.result();
    return NDArrays.where(
        call.x().broadcast(shape), call.x(1).broadcast(shape), call.x(2).broadcast(shape));
  }

  private static NDArray clip(DjlCall call) {
    NDArray raised = call.has(1) ? call.x().maximum(call.x(1)) : call.x();
    return call.has(2) ? raised.minimum(call.x(2)) : raised;
  }

  private static DjlOperator unary(UnaryOperator<NDArray> function) {
    return DjlOperator.of(call -> function.apply(call.x()));
  }

  /** A function of two arguments, or of all there are, from the left. */
  private static DjlOperator folded(BinaryOperator<NDArray> function) {
    return DjlOperator.of(
        call ->
            IntStream.range(0, call.inputs().size())
                .mapToObj(call::x)
                .reduce(function)
                .orElseThrow());
  }
}
