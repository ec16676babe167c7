package dev.driftwood.trainer.net;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;

/**
 * The sinusoidal embedding of {@code t [n]}, and two dense layers after it: {@code [n, width]}.
 *
 * <p>With h = features/2 the features are sin(ω_i s t), i < h, then cos(ω_i s t), for ω_i = 10⁻⁴ to
 * the power i/(h − 1) (Vaswani et al. 2017, section 3.5, in the form of Ho et al. 2020,
 * arXiv:2006.11239).
 *
 * @param features number of sines and cosines together, even
 * @param scale s: 1 keeps the features nearly linear in t, 1000 tells times apart that differ by a
 *     thousandth, as networks of discrete steps do
 */
record TimeEmbedding(int features, int width, double scale) {
  private static final double LOWEST_FREQUENCY = 1e-4;

  <V> V apply(Scope<V> scope, V t) {
    Ops<V> ops = scope.ops();
    V hidden = new Dense(features, width).apply(scope.in("dense1"), sinusoids(ops, t));
    return new Dense(width, width).apply(scope.in("dense2"), ops.silu(hidden));
  }

  private <V> V sinusoids(Ops<V> ops, V t) {
    V frequencies = ops.constant(frequencies(), Shape.of(1, features / 2));
    return Waves.of(ops, t, frequencies);
  }

  private double[] frequencies() {
    int half = features / 2;
    double[] frequencies = new double[half];
    for (int i = 0; i < half; i++) {
      // Part of the artefact, whose bytes must not depend on the JDK.
      frequencies[i] = scale * StrictMath.pow(LOWEST_FREQUENCY, i / (half - 1.0));
    }
    return frequencies;
  }
}
