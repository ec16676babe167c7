package dev.driftwood.trainer.net;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.ops.Init;
import dev.driftwood.runtime.ops.Scope;

/**
 * The sines and cosines that a network sees of the time, at which frequencies.
 *
 * @param kind the law of the frequencies
 * @param scale s: for {@link Kind#SINUSOIDAL}, 1 keeps the features nearly linear in t, 1000 tells
 *     times apart that differ by a thousandth, as networks of discrete steps do; otherwise the
 *     deviation of the frequencies in turns
 */
public record TimeFeatures(Kind kind, double scale) {
  private static final double LOWEST_FREQUENCY = 1e-4;

  /** Which frequencies. */
  public enum Kind {
    /**
     * {@code ω_i = s·10⁻⁴} to the power {@code i/(h − 1)} for i below h (Vaswani et al. 2017,
     * section 3.5, in the form of Ho et al. 2020, arXiv:2006.11239).
     */
    SINUSOIDAL,
    /** {@code 2π s z}, z normal and drawn once (Tancik et al. 2020, arXiv:2006.10739). */
    GAUSSIAN,
    /** {@code 2π w}, w trained; it starts as {@code s z}. */
    LEARNED
  }

  public TimeFeatures {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("time-scale: " + scale + " (expected: > 0 and finite)");
    }
  }

  /** The features {@code [n, 2·half]} of {@code t [n]}. */
  <V> V apply(Scope<V> scope, V t, int half) {
    return Waves.of(scope.ops(), t, frequencies(scope, half));
  }

  private <V> V frequencies(Scope<V> scope, int half) {
    return switch (kind) {
      case SINUSOIDAL -> scope.ops().constant(geometric(half), Shape.of(1, half));
      case GAUSSIAN -> scope.ops().constant(drawn(half), Shape.of(1, half));
      case LEARNED ->
          scope
              .ops()
              .scale(scope.parameter("frequencies", new Init.Normal(scale), 1, half), 2 * Math.PI);
    };
  }

  private double[] geometric(int half) {
    double[] frequencies = new double[half];
    for (int i = 0; i < half; i++) {
      // Part of the artefact, whose bytes must not depend on the JDK.
      frequencies[i] = scale * StrictMath.pow(LOWEST_FREQUENCY, i / (half - 1.0));
    }
    return frequencies;
  }

  /** The same in every network of a size: a resumed run and an artefact must agree on them. */
  private double[] drawn(int half) {
    double[] frequencies = new double[half];
    new NoiseStream(0).normals(0, Purpose.PRIOR, 0, 0, 0, frequencies);
    for (int i = 0; i < half; i++) {
      frequencies[i] *= 2 * Math.PI * scale;
    }
    return frequencies;
  }
}
