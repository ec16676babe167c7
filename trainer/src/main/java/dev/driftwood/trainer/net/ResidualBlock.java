package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;

/**
 * The residual block of the DDPM U-Net: norm, SiLU, convolution, plus the projected time embedding,
 * norm, SiLU, convolution, plus the input (projected where the number of channels changes).
 *
 * @param embedding width of the time embedding
 * @param lastGain of the start of the last convolution, so that a block starts as nearly nothing
 */
record ResidualBlock(int inputs, int outputs, int embedding, int groups, double lastGain) {
  /** Adds the block to {@code x [n, inputs, h, w]}, given the activated embedding. */
  <V> V apply(Scope<V> scope, V x, V activeEmbedding) {
    Ops<V> ops = scope.ops();
    V h = ops.silu(new GroupNorm(inputs, groups).apply(scope.in("norm1"), x));
    h = Convolution.same(inputs, outputs, 3).apply(scope.in("conv1"), h);
    V shift = new Dense(embedding, outputs).apply(scope.in("time"), activeEmbedding);
    h = ops.add(h, ops.perChannel(shift));
    h = ops.silu(new GroupNorm(outputs, groups).apply(scope.in("norm2"), h));
    Convolution last = Convolution.same(outputs, outputs, 3).withGain(lastGain);
    return ops.add(shortcut(scope, x), last.apply(scope.in("conv2"), h));
  }

  private <V> V shortcut(Scope<V> scope, V x) {
    return inputs == outputs
        ? x
        : Convolution.same(inputs, outputs, 1).apply(scope.in("shortcut"), x);
  }
}
