package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code ArithmeticRules} and {@code PrimitiveRules}. */
final class ArithmeticKernels {
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private ArithmeticKernels() {}

  static void addTo(Map<String, Kernel> table) {
    addPrimitivesTo(table);
    table.put("Pow", variadic(Math::pow));
    table.put("Max", variadic(Math::max));
    table.put("Min", variadic(Math::min));
    table.put("Sum", variadic(Double::sum));
    table.put("Mean", ArithmeticKernels::mean);
    table.put("Log", unary(x -> x.map(Math::log)));
    table.put("Reciprocal", unary(x -> x.map(v -> 1 / v)));
    table.put("Mod", ArithmeticKernels::mod);
    table.put("PRelu", variadic((x, slope) -> x < 0 ? slope * x : x));
    table.put("Clip", ArithmeticKernels::clip);
    table.put("Where", ArithmeticKernels::where);
  }

  private static void addPrimitivesTo(Map<String, Kernel> table) {
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

  private static Kernel variadic(DoubleBinaryOperator f) {
    return (node, inputs) -> List.of(folded(inputs, f));
  }

  private static Tensor folded(List<@Nullable Tensor> inputs, DoubleBinaryOperator f) {
    Tensor y = Objects.requireNonNull(inputs.get(0));
    for (Tensor next : inputs.subList(1, inputs.size())) {
      y = ReferenceOps.zip(y, Objects.requireNonNull(next), f);
    }
    return y;
  }

  private static List<Tensor> mean(OpenNode node, List<@Nullable Tensor> inputs) {
    double count = inputs.size();
    return List.of(folded(inputs, Double::sum).map(sum -> sum / count));
  }

  /** With the sign of the dividend where {@code fmod} is set, otherwise of the divisor. */
  private static List<Tensor> mod(OpenNode node, List<@Nullable Tensor> inputs) {
    boolean truncated = node.integer("fmod", 0) == 1;
    return List.of(folded(inputs, (a, b) -> truncated ? a % b : a - b * Math.floor(a / b)));
  }

  private static List<Tensor> clip(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor y = Objects.requireNonNull(inputs.get(0));
    Tensor min = inputs.size() > 1 ? inputs.get(1) : null;
    Tensor max = inputs.size() > 2 ? inputs.get(2) : null;
    y = min == null ? y : ReferenceOps.zip(y, min, Math::max);
    return List.of(max == null ? y : ReferenceOps.zip(y, max, Math::min));
  }

  private static List<Tensor> where(OpenNode node, List<@Nullable Tensor> inputs) {
    Shape shape =
        inputs.stream().map(x -> Objects.requireNonNull(x).shape()).reduce(Shape::broadcast).get();
    Tensor y = Tensor.zeros(shape);
    Tensor condition = REFERENCE.expandAs(Objects.requireNonNull(inputs.get(0)), y);
    Tensor then = REFERENCE.expandAs(Objects.requireNonNull(inputs.get(1)), y);
    Tensor otherwise = REFERENCE.expandAs(Objects.requireNonNull(inputs.get(2)), y);
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] = condition.values()[i] != 0 ? then.values()[i] : otherwise.values()[i];
    }
    return List.of(y);
  }
}
