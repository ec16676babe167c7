package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;

/**
 * The embedding of {@code t [n]}: its features, and two dense layers after them, {@code [n,
 * width]}.
 *
 * <p>Geometric frequencies give a feature for each channel of the first level, others two, as the
 * networks have it that they come from; and as many more as make both sines and cosines a multiple
 * of 16, where the runtime's results don't depend on the batch.
 *
 * @param times which features
 * @param channels of the first level
 */
record TimeEmbedding(TimeFeatures times, int channels, int width) {
  private static final int MULTIPLE = 16;

  <V> V apply(Scope<V> scope, V t) {
    Ops<V> ops = scope.ops();
    int half = half();
    V waves = times.apply(scope, t, half);
    V hidden = new Dense(2 * half, width).apply(scope.in("dense1"), waves);
    return new Dense(width, width).apply(scope.in("dense2"), ops.silu(hidden));
  }

  private int half() {
    int wanted = times.kind() == TimeFeatures.Kind.SINUSOIDAL ? (channels + 1) / 2 : channels;
    return (wanted + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }
}
