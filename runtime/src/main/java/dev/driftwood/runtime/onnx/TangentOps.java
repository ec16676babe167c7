package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.Factors.Scaled;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter that emits tangents. Where elementwise rules follow each other, it multiplies
 * their slopes first and the tangent once: {@code b (a dx)} becomes {@code (a b) dx}, and {@code a
 * dx + b dx} becomes {@code (a + b) dx}. That is less to compute for one tangent where slopes are
 * small, and for several tangents what does not depend on them is computed once.
 *
 * <p>Products that nothing uses any more are left out when the graph is built.
 */
final class TangentOps implements Ops<Value> {
  private final OnnxOps ops;
  private final Factors factors;

  TangentOps(OnnxOps ops, Factors factors) {
    this.ops = ops;
    this.factors = factors;
  }

  @Override
  public Ops<Value> scope(String name) {
    return new TangentOps(ops.scope(name), factors);
  }

  @Override
  public Shape shape(Value x) {
    return ops.shape(x);
  }

  @Override
  public ValueType type(Value x) {
    return ops.type(x);
  }

  @Override
  public List<Value> node(OpenNode node, List<@Nullable Value> inputs) {
    List<Value> results = ops.node(node, inputs);
    if (inputs.stream().filter(Objects::nonNull).anyMatch(factors::moves)) {
      results.forEach(factors::move);
    }
    return results;
  }

  @Override
  public Value constant(double value) {
    return ops.constant(value);
  }

  @Override
  public Value constant(double[] values, Shape shape) {
    return ops.constant(values, shape);
  }

  @Override
  public Value mul(Value a, Value b) {
    if (factors.moves(a) == factors.moves(b)) {
      return factors.made(ops.mul(a, b), a, b);
    }
    Value factor = factors.moves(a) ? b : a;
    Value tangent = factors.moves(a) ? a : b;
    return factors
        .of(tangent)
        .filter(parts -> parts.takes(factor, tangent))
        .map(parts -> product(ops.mul(parts.factor(), factor), parts.tangent()))
        .orElseGet(() -> product(factor, tangent));
  }

  private Value product(Value factor, Value tangent) {
    return factors.move(ops.mul(factor, tangent), new Scaled(factor, tangent));
  }

  @Override
  public Value div(Value a, Value b) {
    Optional<Scaled> parts = factors.of(a).filter(p -> !factors.moves(b) && p.takes(b, a));
    return parts.isPresent()
        ? product(ops.div(parts.get().factor(), b), parts.get().tangent())
        : factors.made(ops.div(a, b), a, b);
  }

  @Override
  public Value neg(Value x) {
    return factors
        .of(x)
        .map(parts -> product(ops.neg(parts.factor()), parts.tangent()))
        .orElseGet(() -> factors.made(ops.neg(x), x));
  }

  @Override
  public Value add(Value a, Value b) {
    return together(a, b, ops::add);
  }

  @Override
  public Value sub(Value a, Value b) {
    return together(a, b, ops::sub);
  }

  /** The sum or difference of two tangents, by their factors where they are of the same tangent. */
  private Value together(Value a, Value b, BinaryOperator<Value> operation) {
    Optional<Scaled> left = factors.of(a);
    Optional<Scaled> right = factors.of(b);
    boolean same =
        left.isPresent()
            && right.isPresent()
            && left.get().tangent().equals(right.get().tangent())
            && left.get().takes(right.get().factor(), a);
    if (!same) {
      return factors.made(operation.apply(a, b), a, b);
    }
    Value factor = operation.apply(left.get().factor(), right.get().factor());
    return product(factor, left.get().tangent());
  }

  /** A factor goes with its tangent into another shape where it can be said there. */
  @Override
  public Value reshape(Value x, int... dims) {
    Value whole = factors.made(ops.reshape(x, dims), x);
    FactorShape change = new FactorShape(x.shape(), whole.shape());
    return factors
        .of(x)
        .filter(parts -> parts.tangent().shape().equals(x.shape()))
        .flatMap(
            parts ->
                change
                    .reshaped(ops, parts.factor(), dims)
                    .map(factor -> product(factor, reshape(parts.tangent(), dims))))
        .orElse(whole);
  }

  @Override
  public Value mean(Value x, int axis) {
    return sumsRows(x, axis)
        ? factors.made(ops.rowSum(x, 1.0 / x.shape().dim(-1)), x)
        : factors.made(ops.mean(x, axis), x);
  }

  @Override
  public Value sum(Value x, int axis) {
    return sumsRows(x, axis)
        ? factors.made(ops.rowSum(x, 1), x)
        : factors.made(ops.sum(x, axis), x);
  }

  /** Two axes alone would make the batch the rows' axis, in which places must not matter. */
  private static boolean sumsRows(Value x, int axis) {
    int last = x.shape().rank() - 1;
    return x.shape().axis(axis) == last && last >= 2 && x.shape().isKnown();
  }

  @Override
  public Value exp(Value x) {
    return factors.made(ops.exp(x), x);
  }

  @Override
  public Value sqrt(Value x) {
    return factors.made(ops.sqrt(x), x);
  }

  @Override
  public Value sin(Value x) {
    return factors.made(ops.sin(x), x);
  }

  @Override
  public Value cos(Value x) {
    return factors.made(ops.cos(x), x);
  }

  @Override
  public Value tanh(Value x) {
    return factors.made(ops.tanh(x), x);
  }

  @Override
  public Value sigmoid(Value x) {
    return factors.made(ops.sigmoid(x), x);
  }

  @Override
  public Value matMul(Value a, Value b) {
    return factors.made(ops.matMul(a, b), a, b);
  }

  @Override
  public Value conv2d(Value x, Value weight, @Nullable Value bias, Conv2dSpec spec) {
    return factors.made(ops.conv2d(x, weight, bias, spec), x, weight);
  }

  @Override
  public Value standardize(Value x, double epsilon) {
    return factors.made(ops.standardize(x, epsilon), x);
  }

  @Override
  public Value inverseDeviation(Value x, double epsilon) {
    return factors.made(ops.inverseDeviation(x, epsilon), x);
  }

  @Override
  public Value softmax(Value x) {
    return factors.made(ops.softmax(x), x);
  }

  @Override
  public Value transpose(Value x, int... permutation) {
    return factors.made(ops.transpose(x, permutation), x);
  }

  @Override
  public Value concat(int axis, List<Value> parts) {
    return factors.made(ops.concat(axis, parts), parts.toArray(Value[]::new));
  }

  @Override
  public Value upsampleNearest(Value x, int factor) {
    return factors.made(ops.upsampleNearest(x, factor), x);
  }

  @Override
  public Value rows(Value table, Value numbers) {
    return factors.made(ops.rows(table, numbers), table);
  }

  @Override
  public Value expandAs(Value number, Value like) {
    return factors.made(ops.expandAs(number, like), number);
  }
}
