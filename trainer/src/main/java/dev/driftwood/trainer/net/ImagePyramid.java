package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;

/**
 * How the image enters a level on the way down (Song et al. 2021, arXiv:2011.13456, appendix H).
 *
 * @param spec what was chosen
 * @param scope of the level
 */
record ImagePyramid<V>(UNetSpec spec, Scope<V> scope) {
  /**
   * What was carried of the image, at half the resolution.
   *
   * @param width of the level, where it is projected to that
   */
  V next(V carried, int width) {
    Ops<V> ops = scope.ops();
    Resampler resampler = Resampler.of(spec.resampling());
    return switch (spec.progressiveInput()) {
      case NONE -> carried;
      case SUM -> resampler.half(ops, carried);
      case RESIDUAL -> learned(resampler, carried, width);
    };
  }

  private V learned(Resampler resampler, V carried, int width) {
    int inputs = scope.ops().shape(carried).dim(1);
    Convolution strided = new Convolution(inputs, width, 3, 2, 1);
    return resampler.filtered()
        ? strided.unpadded(scope.in("halve"), resampler.smooth(scope.ops(), carried))
        : strided.apply(scope.in("halve"), carried);
  }

  /** The level's input {@code h}, together with what is carried. */
  V joined(V carried, V h) {
    Ops<V> ops = scope.ops();
    return switch (spec.progressiveInput()) {
      case NONE -> h;
      case SUM -> ops.add(projected(carried, ops.shape(h).dim(1)), h);
      case RESIDUAL -> spec.joined(ops, carried, h);
    };
  }

  private V projected(V carried, int width) {
    int inputs = scope.ops().shape(carried).dim(1);
    return Convolution.same(inputs, width, 1).apply(scope.in("project"), carried);
  }
}
