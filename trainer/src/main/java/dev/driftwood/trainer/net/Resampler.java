package dev.driftwood.trainer.net;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.Ops;
import java.util.Arrays;

/**
 * Images {@code [n, c, h, w]} at half and at twice the resolution, without anything trained, each
 * channel for itself.
 *
 * @param filtered whether through the filter [1, 3, 3, 1]/8 on both axes, with zeros around the
 *     image; otherwise by the mean of 2x2 pixels, and by repeating pixels
 */
record Resampler(boolean filtered) {
  private static final double[] MEAN = {0.5, 0.5};
  private static final double[] FILTER = {0.125, 0.375, 0.375, 0.125};
  // The filter's two phases, doubled, on repeated pixels: (1·a + 3·b)/4 = (1·a + 2·b + 1·b)/4.
  private static final double[] REPEATED = {0.25, 0.5, 0.25};

  static Resampler of(Resampling kind) {
    return new Resampler(kind == Resampling.FIR);
  }

  <V> V half(Ops<V> ops, V x) {
    return filtered ? filter(ops, x, FILTER, 2, 1) : filter(ops, x, MEAN, 2, 0);
  }

  <V> V twice(Ops<V> ops, V x) {
    V repeated = ops.upsampleNearest(x, 2);
    return filtered ? filter(ops, repeated, REPEATED, 1, 1) : repeated;
  }

  /** The filter alone, with so many zeros around that the image grows by one pixel. */
  <V> V smooth(Ops<V> ops, V x) {
    return filter(ops, x, FILTER, 1, 2);
  }

  /** As a convolution of each channel for itself. */
  private static <V> V filter(Ops<V> ops, V x, double[] taps, int stride, int padding) {
    int channels = ops.shape(x).dim(1);
    int area = taps.length * taps.length;
    double[] weight = new double[channels * area];
    Arrays.setAll(weight, i -> taps[i % area / taps.length] * taps[i % taps.length]);
    V kernel = ops.constant(weight, Shape.of(channels, 1, taps.length, taps.length));
    return ops.conv2d(x, kernel, null, new Conv2dSpec(stride, padding, channels));
  }
}
