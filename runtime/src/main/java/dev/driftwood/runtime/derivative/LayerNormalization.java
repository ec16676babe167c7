package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tangent of layer normalisation, y = s c r + b for c = x − m with the mean m and the inverse
 * deviation r, both of which the operator itself gives:
 *
 * <p>{@code dy = s r (dx − mean(dx) − c k) + c r ds + db} with {@code k = r² mean(c dx)},
 *
 * <p>and {@code dm = mean(dx)}, {@code dr = −r k}. Of the size of x are seven operations.
 */
final class LayerNormalization<V> {
  private final Application<V> call;
  private final Ops<V> ops;
  private final Along<V> along;
  private final List<V> results;
  private final V centred;
  private final V inverse;

  private LayerNormalization(Application<V> call, int[] axes) {
    this.call = call;
    this.ops = call.tangents();
    this.along = Along.of(ops, call.shape(call.x(0)), axes);
    this.results = withStatistics(call, axes);
    this.centred = ops.sub(call.x(0), call.inTypeOf(results.get(1), call.x(0)));
    this.inverse = call.inTypeOf(results.get(2), call.x(0));
  }

  static <V> List<Dual<V>> apply(Application<V> call) {
    Shape shape = call.shape(call.x(0));
    int first = shape.axis(call.node().integer("axis", -1));
    int[] axes = IntStream.range(first, shape.rank()).toArray();
    return new LayerNormalization<>(call, axes).duals();
  }

  private static <V> List<V> withStatistics(Application<V> call, int[] axes) {
    Shape kept = call.shape(call.x(0));
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    OpenNode node = call.node();
    ValueType statistic = ValueType.ofFloats(kept);
    List<ValueType> types = List.of(node.results().get(0), statistic, statistic);
    return call.values().node(node.withResults(types), call.primals());
  }

  private List<Dual<V>> duals() {
    V byScale = call.moves(1) ? ops.mul(ops.mul(centred, inverse), call.dx(1)) : null;
    V byBias = call.moves(2) ? call.dx(2) : null;
    V byBoth = call.sum(byScale, byBias);
    if (!call.moves(0)) {
      return first(call.expanded(byBoth, results.get(0)), null, null);
    }
    V mean = along.mean(call.dx(0));
    V change = ops.mul(ops.mul(inverse, inverse), along.mean(ops.mul(centred, call.dx(0))));
    V across = ops.sub(call.dx(0), ops.add(ops.mul(centred, change), mean));
    V dy = ops.mul(ops.mul(across, inverse), call.x(1));
    return first(call.sum(dy, byBoth), mean, ops.neg(ops.mul(inverse, change)));
  }

  /** As many results as the node has; its statistics may be of another type than its data. */
  private List<Dual<V>> first(V dy, @Nullable V mean, @Nullable V inverse) {
    return List.of(
            new Dual<>(results.get(0), dy),
            new Dual<>(results.get(1), mean == null ? null : call.inTypeOf(mean, results.get(1))),
            new Dual<>(
                results.get(2), inverse == null ? null : call.inTypeOf(inverse, results.get(2))))
        .subList(0, call.node().results().size());
  }
}
