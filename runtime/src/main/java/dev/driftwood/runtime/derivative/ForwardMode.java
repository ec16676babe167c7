package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Forward-mode differentiation of whatever an interpreter computes: each operation on {@link Dual}
 * values is the operation itself and, where a tangent arrives, its derivative rule.
 *
 * <p>Linear operations apply themselves to the tangent, bilinear ones use the product rule, the
 * others multiply by a derivative expressed in primitives that reuse the primal result. A missing
 * tangent is a symbolic zero, so what does not depend on the direction costs nothing. (Griewank and
 * Walther 2008, "Evaluating Derivatives", chapter 3.)
 *
 * @param <V> the values of the interpreter that is wrapped
 */
public final class ForwardMode<V> implements Ops<Dual<V>> {
  private final Ops<V> primal;
  private final Ops<V> tangent;

  /** Differentiates what {@code ops} computes; tangents are made in the scope {@code jvp}. */
  public ForwardMode(Ops<V> ops) {
    this(ops, ops.scope("jvp"));
  }

  /** Differentiates what {@code primal} computes; tangents are made by {@code tangent}. */
  public ForwardMode(Ops<V> primal, Ops<V> tangent) {
    this.primal = primal;
    this.tangent = tangent;
  }

  @Override
  public Ops<Dual<V>> scope(String name) {
    return new ForwardMode<>(primal.scope(name), tangent.scope(name));
  }

  @Override
  public Shape shape(Dual<V> x) {
    return primal.shape(x.primal());
  }

  @Override
  public ValueType type(Dual<V> x) {
    return primal.type(x.primal());
  }

  /**
   * An operator of ONNX's own set, by its rule in the table; what nothing that moves reaches is
   * applied as it is, whatever the operator.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException where something moves and there is no
   *     rule, naming operator, node and opset
   */
  @Override
  public List<Dual<V>> node(OpenNode node, List<@Nullable Dual<V>> inputs) {
    Application<V> call = new Application<>(this, primal, tangent, node, inputs);
    boolean moving = inputs.stream().anyMatch(input -> input != null && input.tangent() != null);
    return moving
        ? Rules.of(node).apply(call)
        : call.results().stream().map(Dual::constant).toList();
  }

  @Override
  public Dual<V> constant(double value) {
    return Dual.constant(primal.constant(value));
  }

  @Override
  public Dual<V> constant(double[] values, Shape shape) {
    return Dual.constant(primal.constant(values, shape));
  }

  @Override
  public Dual<V> add(Dual<V> a, Dual<V> b) {
    V sum = primal.add(a.primal(), b.primal());
    return new Dual<>(sum, expanded(sum(a.tangent(), b.tangent()), sum));
  }

  @Override
  public Dual<V> sub(Dual<V> a, Dual<V> b) {
    V difference = primal.sub(a.primal(), b.primal());
    V da = a.tangent();
    V db = b.tangent();
    if (da == null) {
      return new Dual<>(difference, expanded(map(db, tangent::neg), difference));
    }
    return new Dual<>(difference, expanded(db == null ? da : tangent.sub(da, db), difference));
  }

  @Override
  public Dual<V> mul(Dual<V> a, Dual<V> b) {
    return bilinear(a, b, primal::mul, tangent::mul);
  }

  /** d(a/b) = (da − (a/b) db) / b. */
  @Override
  public Dual<V> div(Dual<V> a, Dual<V> b) {
    V quotient = primal.div(a.primal(), b.primal());
    V slope = map(b.tangent(), db -> tangent.neg(tangent.mul(quotient, db)));
    V numerator = sum(a.tangent(), slope);
    return new Dual<>(quotient, map(numerator, n -> tangent.div(n, b.primal())));
  }

  @Override
  public Dual<V> neg(Dual<V> x) {
    return linear(x, primal::neg, tangent::neg);
  }

  @Override
  public Dual<V> exp(Dual<V> x) {
    return smooth(x, primal::exp, y -> y);
  }

  @Override
  public Dual<V> sqrt(Dual<V> x) {
    return smooth(x, primal::sqrt, y -> tangent.div(tangent.constant(0.5), y));
  }

  @Override
  public Dual<V> sin(Dual<V> x) {
    return smooth(x, primal::sin, y -> tangent.cos(x.primal()));
  }

  @Override
  public Dual<V> cos(Dual<V> x) {
    return smooth(x, primal::cos, y -> tangent.neg(tangent.sin(x.primal())));
  }

  @Override
  public Dual<V> tanh(Dual<V> x) {
    return smooth(x, primal::tanh, y -> tangent.sub(tangent.constant(1), tangent.mul(y, y)));
  }

  @Override
  public Dual<V> sigmoid(Dual<V> x) {
    return smooth(x, primal::sigmoid, y -> tangent.sub(y, tangent.mul(y, y)));
  }

  /** The gate needs no tangent. */
  @Override
  public Dual<V> silu(Dual<V> x) {
    return silu(x, Dual.constant(primal.sigmoid(x.primal())));
  }

  /** d(x s) for s = sigmoid(x) is (s + (x s)(1 − s)) dx, which reuses both results. */
  @Override
  public Dual<V> silu(Dual<V> x, Dual<V> gate) {
    V s = gate.primal();
    V y = primal.silu(x.primal(), s);
    UnaryOperator<V> rule =
        dx -> {
          V closing = tangent.mul(y, tangent.sub(tangent.constant(1), s));
          return tangent.mul(tangent.add(s, closing), dx);
        };
    return new Dual<>(y, map(x.tangent(), rule));
  }

  @Override
  public Dual<V> matMul(Dual<V> a, Dual<V> b) {
    return bilinear(a, b, primal::matMul, tangent::matMul);
  }

  @Override
  public Dual<V> conv2d(Dual<V> x, Dual<V> weight, @Nullable Dual<V> bias, Conv2dSpec spec) {
    V shift = bias == null ? null : bias.primal();
    V y = primal.conv2d(x.primal(), weight.primal(), shift, spec);
    V dx = map(x.tangent(), d -> tangent.conv2d(d, weight.primal(), null, spec));
    V dw = map(weight.tangent(), d -> tangent.conv2d(x.primal(), d, null, spec));
    V db = bias == null ? null : map(bias.tangent(), d -> expanded(tangent.perChannel(d), y));
    return new Dual<>(y, sum(sum(dx, dw), db));
  }

  /** The same for a value and its tangent, which the network can't move. */
  @Override
  public Optional<Dual<V>> dropoutMask(Dual<V> like, double rate) {
    return primal.dropoutMask(like.primal(), rate).map(Dual::constant);
  }

  /** With y = (x − m) r and r = 1/√(v + ε): dy = r (dx − mean(dx) − y mean(y dx)). */
  @Override
  public Dual<V> standardize(Dual<V> x, double epsilon) {
    V y = primal.standardize(x.primal(), epsilon);
    UnaryOperator<V> rule =
        dx -> {
          V along = tangent.mul(y, tangent.mean(tangent.mul(y, dx), -1));
          V across = tangent.sub(tangent.sub(dx, tangent.mean(dx, -1)), along);
          return tangent.mul(across, tangent.inverseDeviation(x.primal(), epsilon));
        };
    return new Dual<>(y, map(x.tangent(), rule));
  }

  /** With r = 1/√(v + ε) and y = (x − m) r: dr = −r² mean(y dx). */
  @Override
  public Dual<V> inverseDeviation(Dual<V> x, double epsilon) {
    V r = primal.inverseDeviation(x.primal(), epsilon);
    UnaryOperator<V> rule =
        dx -> {
          V y = tangent.standardize(x.primal(), epsilon);
          return tangent.neg(tangent.mul(tangent.mul(r, r), tangent.mean(tangent.mul(y, dx), -1)));
        };
    return new Dual<>(r, map(x.tangent(), rule));
  }

  /** dy = y (dx − sum(y dx)). */
  @Override
  public Dual<V> softmax(Dual<V> x) {
    V y = primal.softmax(x.primal());
    UnaryOperator<V> rule =
        dx -> {
          V weighted = tangent.mul(y, dx);
          return tangent.sub(weighted, tangent.mul(y, tangent.sum(weighted, -1)));
        };
    return new Dual<>(y, map(x.tangent(), rule));
  }

  @Override
  public Dual<V> mean(Dual<V> x, int axis) {
    return linear(x, v -> primal.mean(v, axis), v -> tangent.mean(v, axis));
  }

  @Override
  public Dual<V> sum(Dual<V> x, int axis) {
    return linear(x, v -> primal.sum(v, axis), v -> tangent.sum(v, axis));
  }

  @Override
  public Dual<V> reshape(Dual<V> x, int... dims) {
    return linear(x, v -> primal.reshape(v, dims), v -> tangent.reshape(v, dims));
  }

  @Override
  public Dual<V> transpose(Dual<V> x, int... permutation) {
    return linear(x, v -> primal.transpose(v, permutation), v -> tangent.transpose(v, permutation));
  }

  @Override
  public Dual<V> concat(int axis, List<Dual<V>> parts) {
    V y = primal.concat(axis, parts.stream().map(Dual::primal).toList());
    if (parts.stream().allMatch(part -> part.tangent() == null)) {
      return Dual.constant(y);
    }
    List<V> tangents = new ArrayList<>();
    for (Dual<V> part : parts) {
      V d = part.tangent();
      tangents.add(d == null ? tangent.expandAs(tangent.constant(0), part.primal()) : d);
    }
    return new Dual<>(y, tangent.concat(axis, tangents));
  }

  @Override
  public Dual<V> upsampleNearest(Dual<V> x, int factor) {
    return linear(
        x, v -> primal.upsampleNearest(v, factor), v -> tangent.upsampleNearest(v, factor));
  }

  @Override
  public Dual<V> rows(Dual<V> table, Dual<V> numbers) {
    return linear(
        table, v -> primal.rows(v, numbers.primal()), v -> tangent.rows(v, numbers.primal()));
  }

  @Override
  public Dual<V> expandAs(Dual<V> x, Dual<V> like) {
    return linear(
        x, v -> primal.expandAs(v, like.primal()), v -> tangent.expandAs(v, like.primal()));
  }

  private Dual<V> linear(Dual<V> x, UnaryOperator<V> value, UnaryOperator<V> derivative) {
    return new Dual<>(value.apply(x.primal()), map(x.tangent(), derivative));
  }

  private Dual<V> smooth(Dual<V> x, UnaryOperator<V> value, UnaryOperator<V> slopeOfResult) {
    V y = value.apply(x.primal());
    return new Dual<>(y, map(x.tangent(), dx -> tangent.mul(slopeOfResult.apply(y), dx)));
  }

  private Dual<V> bilinear(
      Dual<V> a, Dual<V> b, BinaryOperator<V> value, BinaryOperator<V> product) {
    V y = value.apply(a.primal(), b.primal());
    V left = map(a.tangent(), da -> product.apply(da, b.primal()));
    V right = map(b.tangent(), db -> product.apply(a.primal(), db));
    return new Dual<>(y, sum(left, right));
  }

  private @Nullable V map(@Nullable V x, UnaryOperator<V> rule) {
    return x == null ? null : rule.apply(x);
  }

  @Nullable V sum(@Nullable V a, @Nullable V b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return tangent.add(a, b);
  }

  /** A tangent that broadcasting left smaller than its value, brought to the value's shape. */
  @Nullable V expanded(@Nullable V d, V like) {
    boolean whole =
        d == null || (tangent.shape(d).isKnown() && tangent.shape(d).equals(primal.shape(like)));
    return whole ? d : tangent.expandAs(d, like);
  }
}
