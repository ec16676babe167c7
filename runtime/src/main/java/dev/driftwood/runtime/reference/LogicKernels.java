package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The kernels of comparisons, logic, bits and rounding; truth is 1. */
final class LogicKernels {
  private LogicKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Equal", binary((a, b) -> a == b ? 1 : 0));
    table.put("Greater", binary((a, b) -> a > b ? 1 : 0));
    table.put("GreaterOrEqual", binary((a, b) -> a >= b ? 1 : 0));
    table.put("Less", binary((a, b) -> a < b ? 1 : 0));
    table.put("LessOrEqual", binary((a, b) -> a <= b ? 1 : 0));
    table.put("And", bits((a, b) -> a & b));
    table.put("Or", bits((a, b) -> a | b));
    table.put("Xor", bits((a, b) -> a ^ b));
    table.put("Not", unary(x -> 1 - x));
    table.put("BitwiseAnd", bits((a, b) -> a & b));
    table.put("BitwiseOr", bits((a, b) -> a | b));
    table.put("BitwiseXor", bits((a, b) -> a ^ b));
    table.put("BitwiseNot", unary(x -> ~(long) x));
    table.put("BitShift", LogicKernels::shift);
    table.put("Sign", unary(Math::signum));
    table.put("Floor", unary(Math::floor));
    table.put("Ceil", unary(Math::ceil));
    table.put("Round", unary(Math::rint));
    table.put("IsNaN", unary(x -> Double.isNaN(x) ? 1 : 0));
    table.put("IsInf", LogicKernels::isInfinite);
  }

  private static Kernel unary(DoubleUnaryOperator f) {
    return (node, inputs) -> List.of(Objects.requireNonNull(inputs.get(0)).map(f));
  }

  private static Kernel bits(LongBinaryOperator f) {
    return binary((a, b) -> f.applyAsLong((long) a, (long) b));
  }

  private static Kernel binary(DoubleBinaryOperator f) {
    return (node, inputs) -> List.of(zipped(inputs, f));
  }

  private static Tensor zipped(List<@Nullable Tensor> inputs, DoubleBinaryOperator f) {
    Tensor a = Objects.requireNonNull(inputs.get(0));
    return ReferenceOps.zip(a, Objects.requireNonNull(inputs.get(1)), f);
  }

  private static List<Tensor> shift(OpenNode node, List<@Nullable Tensor> inputs) {
    boolean left = node.text("direction", "").equals("LEFT");
    DoubleBinaryOperator shift = (a, b) -> left ? (long) a << (long) b : (long) a >>> (long) b;
    return List.of(zipped(inputs, shift));
  }

  private static List<Tensor> isInfinite(OpenNode node, List<@Nullable Tensor> inputs) {
    boolean negative = node.integer("detect_negative", 1) == 1;
    boolean positive = node.integer("detect_positive", 1) == 1;
    DoubleUnaryOperator test = x -> Double.isInfinite(x) && (x > 0 ? positive : negative) ? 1 : 0;
    return List.of(Objects.requireNonNull(inputs.get(0)).map(test));
  }
}
