package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;

/**
 * A residual block: norm, SiLU, convolution, the embedded time, norm, SiLU, dropout, convolution,
 * plus the input (projected where the number of channels or the resolution changes).
 *
 * @param spec what there is to choose
 * @param change of the resolution, after the first norm and of the input
 */
record ResidualBlock(UNetSpec spec, int inputs, int outputs, Change change) {
  /** What happens to the resolution. */
  enum Change {
    NONE,
    HALF,
    TWICE
  }

  /** Adds the block to {@code x [n, inputs, h, w]}, given the activated embedding. */
  <V> V apply(Scope<V> scope, V x, V activeEmbedding) {
    Ops<V> ops = scope.ops();
    V h = ops.silu(new GroupNorm(inputs, spec.groupCount()).apply(scope.in("norm1"), x));
    h = Convolution.same(inputs, outputs, 3).apply(scope.in("conv1"), resampled(ops, h));
    h = ops.silu(conditioned(scope, h, activeEmbedding));
    h = ops.dropout(h, spec.dropout());
    Convolution last = Convolution.same(outputs, outputs, 3).withGain(spec.lastGain());
    return spec.joined(ops, shortcut(scope, x), last.apply(scope.in("conv2"), h));
  }

  /** The second norm, and what the time does before or after it. */
  private <V> V conditioned(Scope<V> scope, V h, V activeEmbedding) {
    Ops<V> ops = scope.ops();
    GroupNorm norm = new GroupNorm(outputs, spec.groupCount());
    V shift = projected(scope.in("time"), activeEmbedding);
    if (spec.conditioning() == Conditioning.ADD) {
      return norm.apply(scope.in("norm2"), ops.add(h, shift));
    }
    V normal = norm.apply(scope.in("norm2"), h);
    V scale = ops.add(projected(scope.in("scale"), activeEmbedding), ops.constant(1));
    return ops.add(ops.mul(normal, scale), shift);
  }

  private <V> V projected(Scope<V> scope, V activeEmbedding) {
    V channels = new Dense(spec.embedding(), outputs).apply(scope, activeEmbedding);
    return scope.ops().perChannel(channels);
  }

  private <V> V shortcut(Scope<V> scope, V x) {
    return inputs == outputs && change == Change.NONE
        ? x
        : Convolution.same(inputs, outputs, 1)
            .apply(scope.in("shortcut"), resampled(scope.ops(), x));
  }

  private <V> V resampled(Ops<V> ops, V x) {
    Resampler resampler = Resampler.of(spec.resampling());
    return switch (change) {
      case NONE -> x;
      case HALF -> resampler.half(ops, x);
      case TWICE -> resampler.twice(ops, x);
    };
  }
}
