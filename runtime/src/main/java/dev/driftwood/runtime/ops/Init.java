package dev.driftwood.runtime.ops;

/** How a parameter is drawn before training. */
public sealed interface Init {
  /** Every element the same. */
  record Constant(double value) implements Init {}

  /** Normal with mean 0. */
  record Normal(double deviation) implements Init {}

  /**
   * Uniform with variance {@code gain / fanAverage}, that is on {@code ±√(3 gain / fanAverage)}
   * (Glorot and Bengio 2010, equation 16, with a gain).
   *
   * @param gain 1 keeps the scale of what passes; nearly 0 starts a residual branch as nothing
   * @param fanIn inputs an output sums over
   * @param fanOut outputs an input reaches
   */
  record VarianceScaling(double gain, int fanIn, int fanOut) implements Init {
    /** Half the width of the interval. */
    public double limit() {
      return Math.sqrt(3 * gain / ((fanIn + fanOut) / 2.0));
    }
  }
}
