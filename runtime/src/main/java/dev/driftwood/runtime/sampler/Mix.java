package dev.driftwood.runtime.sampler;

/**
 * A linear combination of a row and the drift there, which most one-step means are.
 *
 * @param row the weight of the row
 * @param drift the weight of the drift
 */
record Mix(double row, double drift) {
  /** The combination, a fresh array. */
  double[] of(double[] x, double[] a) {
    double[] mix = new double[x.length];
    for (int d = 0; d < mix.length; d++) {
      mix[d] = row * x[d] + drift * a[d];
    }
    return mix;
  }
}
