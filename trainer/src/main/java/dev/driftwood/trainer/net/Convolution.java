package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.Init;
import dev.driftwood.runtime.ops.Scope;

/**
 * A convolution with a square kernel and a bias, padded by half the kernel on every side.
 *
 * @param gain of the variance-scaled start of the weight; the bias starts at 0
 */
record Convolution(int inputs, int outputs, int kernel, int stride, double gain) {
  static Convolution same(int inputs, int outputs, int kernel) {
    return new Convolution(inputs, outputs, kernel, 1, 1);
  }

  static Convolution halving(int channels) {
    return new Convolution(channels, channels, 3, 2, 1);
  }

  Convolution withGain(double changed) {
    return new Convolution(inputs, outputs, kernel, stride, changed);
  }

  <V> V apply(Scope<V> scope, V x) {
    return apply(scope, x, kernel / 2);
  }

  /** The convolution without zeros around its input. */
  <V> V unpadded(Scope<V> scope, V x) {
    return apply(scope, x, 0);
  }

  private <V> V apply(Scope<V> scope, V x, int padding) {
    int area = kernel * kernel;
    Init init = new Init.VarianceScaling(gain, inputs * area, outputs * area);
    V weight = scope.parameter("weight", init, outputs, inputs, kernel, kernel);
    V bias = scope.parameter("bias", new Init.Constant(0), outputs);
    return scope.ops().conv2d(x, weight, bias, new Conv2dSpec(stride, padding));
  }
}
