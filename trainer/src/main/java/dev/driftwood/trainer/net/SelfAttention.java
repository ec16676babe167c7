package dev.driftwood.trainer.net;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;

/**
 * Single-head attention among the pixels of {@code [n, channels, h, w]}, added to its input; query,
 * key, value and result are projected by 1x1 convolutions.
 *
 * @param lastGain of the start of the result's projection
 */
record SelfAttention(int channels, int groups, double lastGain) {
  <V> V apply(Scope<V> scope, V x) {
    Ops<V> ops = scope.ops();
    Shape shape = ops.shape(x);
    V h = new GroupNorm(channels, groups).apply(scope.in("norm"), x);
    V query = pixels(scope.in("query"), h);
    V key = pixels(scope.in("key"), h);
    V value = pixels(scope.in("value"), h);
    V mixed = ops.attention(query, key, value);
    V image = ops.reshape(mixed, 0, channels, shape.dim(2), shape.dim(3));
    Convolution last = Convolution.same(channels, channels, 1).withGain(lastGain);
    return ops.add(x, last.apply(scope.in("result"), image));
  }

  private <V> V pixels(Scope<V> scope, V h) {
    V projected = Convolution.same(channels, channels, 1).apply(scope, h);
    return scope.ops().reshape(projected, 0, channels, -1);
  }
}
