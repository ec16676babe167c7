package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Init;
import dev.driftwood.runtime.ops.Scope;

/** Group normalisation with a gain and a bias per channel, which start at 1 and 0. */
record GroupNorm(int channels, int groups) {
  private static final double EPSILON = 1e-6;

  <V> V apply(Scope<V> scope, V x) {
    V gain = scope.parameter("gain", new Init.Constant(1), channels);
    V bias = scope.parameter("bias", new Init.Constant(0), channels);
    return scope.ops().groupNorm(x, groups, gain, bias, EPSILON);
  }
}
