package dev.driftwood.trainer.net;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;

/**
 * Attention among the pixels of {@code [n, channels, h, w]}, added to its input; query, key, value
 * and result are projected by 1x1 convolutions. Each head sees an equal part of the channels.
 *
 * @param spec what there is to choose
 */
record SelfAttention(UNetSpec spec, int channels) {
  <V> V apply(Scope<V> scope, V x) {
    Ops<V> ops = scope.ops();
    Shape shape = ops.shape(x);
    V h = new GroupNorm(channels, spec.groupCount()).apply(scope.in("norm"), x);
    V query = pixels(scope.in("query"), h);
    V key = pixels(scope.in("key"), h);
    V value = pixels(scope.in("value"), h);
    V mixed = ops.attention(query, key, value);
    V image = ops.reshape(mixed, 0, channels, shape.dim(2), shape.dim(3));
    Convolution last = Convolution.same(channels, channels, 1).withGain(spec.lastGain());
    return spec.joined(ops, x, last.apply(scope.in("result"), image));
  }

  private <V> V pixels(Scope<V> scope, V h) {
    V projected = Convolution.same(channels, channels, 1).apply(scope, h);
    int heads = spec.attention().heads();
    return heads == 1
        ? scope.ops().reshape(projected, 0, channels, -1)
        : scope.ops().reshape(projected, 0, heads, channels / heads, -1);
  }
}
