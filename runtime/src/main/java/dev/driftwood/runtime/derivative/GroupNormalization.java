package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Ops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation of groups of channels, y = s n + b, written with {@link Ops#standardize} over a
 * group's elements so that the tangent shares the inverse deviation r that it gives:
 *
 * <p>{@code dy = s r (dx − mean(dx) − n mean(n dx)) + n ds + db},
 *
 * <p>where s and r are multiplied before they meet what is of the size of x, and reshapes lead from
 * a group's elements to those that share a scale and to the shape of x.
 */
final class GroupNormalization<V> {
  private final Application<V> call;
  private final int groups;
  private final int scales;
  private final double epsilon;

  private GroupNormalization(Application<V> call, int groups) {
    this.call = call;
    this.groups = groups;
    this.scales = call.shape(call.x(1)).dim(0);
    this.epsilon = call.node().number("epsilon", 1e-5);
  }

  /**
   * Groups of several channels; the scale is of a group before operator set 21, then a channel's.
   */
  static <V> List<Dual<V>> ofGroups(Application<V> call) {
    int groups = call.node().integer("num_groups", 1);
    return new GroupNormalization<>(call, groups).duals();
  }

  /** Groups of one channel. */
  static <V> List<Dual<V>> ofChannels(Application<V> call) {
    return new GroupNormalization<>(call, call.shape(call.x(0)).dim(1)).duals();
  }

  private List<Dual<V>> duals() {
    Ops<V> values = call.values();
    V x = grouped(values, call.x(0), groups);
    V normal = values.standardize(x, epsilon);
    V scaled = values.mul(grouped(values, normal, scales), column(values, call.x(1)));
    V y = values.add(scaled, column(values, call.x(2)));
    V dy = call.sum(call.moves(0) ? byData(x, normal) : null, byScaleAndBias(normal));
    return List.of(new Dual<>(whole(values, y), whole(call.tangents(), call.expanded(dy, y))));
  }

  private V byData(V x, V normal) {
    Ops<V> ops = call.tangents();
    V dx = grouped(ops, call.dx(0), groups);
    V along = ops.mul(normal, ops.mean(ops.mul(normal, dx), -1));
    V across = ops.sub(ops.sub(dx, ops.mean(dx, -1)), along);
    return ops.mul(grouped(ops, across, scales), gain(ops.inverseDeviation(x, epsilon)));
  }

  /** The scale times the inverse deviation {@code [n, groups, 1]}: {@code [n, scales, 1]}. */
  private V gain(V inverse) {
    Ops<V> ops = call.tangents();
    if (scales == groups) {
      return ops.mul(inverse, column(ops, call.x(1)));
    }
    V shares = ops.reshape(call.x(1), groups, -1);
    return ops.reshape(ops.mul(inverse, shares), 0, scales, 1);
  }

  private @Nullable V byScaleAndBias(V normal) {
    Ops<V> ops = call.tangents();
    V byScale = null;
    if (call.moves(1)) {
      byScale = ops.mul(grouped(ops, normal, scales), column(ops, call.dx(1)));
    }
    return call.sum(byScale, call.moves(2) ? column(ops, call.dx(2)) : null);
  }

  /** {@code [n, count, elements]}, as it may be already. */
  private V grouped(Ops<V> ops, V x, int count) {
    Shape shape = ops.shape(x);
    boolean done = shape.rank() == 3 && shape.dim(1) == count;
    return done ? x : ops.reshape(x, 0, count, -1);
  }

  private V column(Ops<V> ops, V x) {
    return ops.reshape(x, -1, 1);
  }

  /** In the shape of x; at most one size after the batch's may be symbolic. */
  private V whole(Ops<V> ops, V y) {
    Shape shape = call.shape(call.x(0));
    if (ops.shape(y).equals(shape)) {
      return y;
    }
    int[] dims = shape.toArray();
    dims[0] = 0;
    for (int axis = 1; axis < dims.length; axis++) {
      dims[axis] = Math.max(dims[axis], -1);
    }
    return ops.reshape(y, dims);
  }
}
