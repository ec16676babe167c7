package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Init;
import dev.driftwood.runtime.ops.Scope;

/**
 * A dense layer from {@code [n, inputs]} to {@code [n, outputs]}; the weight is stored {@code
 * [inputs, outputs]}.
 *
 * @param gain of the variance-scaled start of the weight; the bias starts at 0
 */
record Dense(int inputs, int outputs, double gain) {
  Dense(int inputs, int outputs) {
    this(inputs, outputs, 1);
  }

  <V> V apply(Scope<V> scope, V x) {
    Init init = new Init.VarianceScaling(gain, inputs, outputs);
    V weight = scope.parameter("weight", init, inputs, outputs);
    V bias = scope.parameter("bias", new Init.Constant(0), outputs);
    return scope.ops().linear(x, weight, bias);
  }
}
