package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The operators that networks are written in, over values of any kind.
 *
 * <p>The primitives are abstract, the composites are default methods. Every primitive is either
 * linear in each of its arguments or smooth with a derivative that the primitives can express, so
 * {@link ForwardMode} needs one rule a primitive and none for a composite.
 *
 * @param <V> a value: an array, a node of a graph, a shape
 */
public interface Ops<V> {
  /** The shape of a value. */
  Shape shape(V x);

  /** Element type and shape of a value; float32 where an interpreter has only one type. */
  default ValueType type(V x) {
    return ValueType.ofFloats(shape(x));
  }

  /**
   * An operator of ONNX's operator set as it stands.
   *
   * @param inputs {@code null} where an optional one is left out
   * @return its outputs
   * @throws UnsupportedOperationException by interpreters for training, whose networks don't use it
   */
  default List<V> node(OpenNode node, List<@Nullable V> inputs) {
    throw new UnsupportedOperationException(node + " has no meaning here");
  }

  /** A number, of shape {@link Shape#SCALAR}; it takes the element type of what it meets. */
  V constant(double value);

  /** A constant array in row-major order. */
  V constant(double[] values, Shape shape);

  /** {@code a + b}, broadcasting. */
  V add(V a, V b);

  /** {@code a − b}, broadcasting. */
  V sub(V a, V b);

  /** {@code a · b}, element by element, broadcasting. */
  V mul(V a, V b);

  /** {@code a / b}, element by element, broadcasting. */
  V div(V a, V b);

  /** {@code −x}. */
  V neg(V x);

  /** {@code eˣ}. */
  V exp(V x);

  /** {@code √x}. */
  V sqrt(V x);

  /** {@code sin x}. */
  V sin(V x);

  /** {@code cos x}. */
  V cos(V x);

  /** {@code tanh x}. */
  V tanh(V x);

  /** {@code 1 / (1 + e⁻ˣ)}. */
  V sigmoid(V x);

  /** The matrix product over the last two axes; the axes before them broadcast. */
  V matMul(V a, V b);

  /**
   * The cross-correlation of {@code x [n, g·c, h, w]} with {@code weight [g·o, c, kh, kw]}, plus a
   * bias {@code [g·o]} where there is one, in g groups of channels.
   */
  V conv2d(V x, V weight, @Nullable V bias, Conv2dSpec spec);

  /** {@code (x − mean) / √(variance + epsilon)} over the last axis. */
  V standardize(V x, double epsilon);

  /** {@code 1 / √(variance + epsilon)} over the last axis, which stays with size 1. */
  V inverseDeviation(V x, double epsilon);

  /** The softmax over the last axis. */
  V softmax(V x);

  /** The mean over one axis, which stays with size 1. */
  V mean(V x, int axis);

  /** The sum over one axis, which stays with size 1. */
  V sum(V x, int axis);

  /** The same elements in another shape: 0 keeps the axis at that place, −1 takes what is left. */
  V reshape(V x, int... dims);

  /** The axes in another order. */
  V transpose(V x, int... permutation);

  /** The values one after the other along an axis. */
  V concat(int axis, List<V> parts);

  /** Every pixel of {@code [n, c, h, w]} repeated {@code factor} times on both axes. */
  V upsampleNearest(V x, int factor);

  /** The rows of a table {@code [k, d]} with the numbers {@code [n]}, from 0: {@code [n, d]}. */
  V rows(V table, V numbers);

  /** {@code x} broadcast to the shape of {@code like}, whose elements don't matter. */
  V expandAs(V x, V like);

  /** A view that puts what it makes under a name, where values have names. */
  default Ops<V> scope(String name) {
    return this;
  }

  /** SiLU, {@code x · sigmoid(x)} (Hendrycks and Gimpel 2016, arXiv:1606.08415). */
  default V silu(V x) {
    return silu(x, sigmoid(x));
  }

  /** SiLU where {@code gate}, which must be {@code sigmoid(x)}, is there already. */
  default V silu(V x, V gate) {
    return mul(x, gate);
  }

  /** {@code s · x} for a number s. */
  default V scale(V x, double s) {
    return mul(x, constant(s));
  }

  /** {@code x W + b} for {@code x [n, i]}, {@code weight [i, o]} and {@code bias [o]}. */
  default V linear(V x, V weight, V bias) {
    return add(matMul(x, weight), bias);
  }

  /**
   * Group normalisation of {@code x [n, c, h, w]} with a gain and a bias {@code [c]} per channel
   * (Wu and He 2018, arXiv:1803.08494).
   */
  default V groupNorm(V x, int groups, V gain, V bias, double epsilon) {
    Shape shape = shape(x);
    V grouped = reshape(x, 0, groups, -1);
    V normal = reshape(standardize(grouped, epsilon), 0, shape.dim(1), shape.dim(2), shape.dim(3));
    return add(mul(normal, perChannel(gain)), perChannel(bias));
  }

  /** A vector {@code [c]} as {@code [1, c, 1, 1]}, or {@code [n, c]} as {@code [n, c, 1, 1]}. */
  default V perChannel(V x) {
    Shape shape = shape(x);
    return shape.rank() == 1 ? reshape(x, 1, -1, 1, 1) : reshape(x, 0, shape.dim(1), 1, 1);
  }

  /**
   * Scaled dot-product attention {@code softmax(q kᵀ / √d) v} over {@code [n, d, l]} arrays,
   * channels first, or of several heads over {@code [n, h, d, l]} (Vaswani et al. 2017, equation
   * 1).
   */
  default V attention(V query, V key, V value) {
    V scaled = scale(query, 1 / Math.sqrt(shape(query).dim(-2)));
    V weights = softmax(matMul(transposeLast(scaled), key));
    return matMul(value, transposeLast(weights));
  }

  /** The last two axes in the other order. */
  default V transposeLast(V x) {
    int rank = shape(x).rank();
    int[] axes = IntStream.range(0, rank).toArray();
    axes[rank - 1] = rank - 2;
    axes[rank - 2] = rank - 1;
    return transpose(x, axes);
  }

  /**
   * What activations are multiplied by while a network is trained: 0 with probability {@code rate},
   * 1/(1 − rate) otherwise, independently; nothing where no network is trained.
   *
   * @param like of the shape that is wanted
   */
  default Optional<V> dropoutMask(V like, double rate) {
    return Optional.empty();
  }

  /** Dropout (Srivastava et al. 2014): {@code x} itself where no network is trained. */
  default V dropout(V x, double rate) {
    Optional<V> mask = rate > 0 ? dropoutMask(x, rate) : Optional.empty();
    return mask.map(factors -> mul(x, factors)).orElse(x);
  }
}
