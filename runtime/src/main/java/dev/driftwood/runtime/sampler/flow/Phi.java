package dev.driftwood.runtime.sampler.flow;

/**
 * The functions of exponential integrators, φ_k(z) = Σ_j z^j/(j + k)!: φ₀ = e^z and φ_(k+1) = (φ_k
 * − 1/k!)/z.
 */
final class Phi {
  /** Beyond, 1/j! is below the rounding of the leading term for every |z| below 1. */
  private static final int TERMS = 20;

  private Phi() {}

  /** φ_k(z) for k of at least 1, to about 14 digits. */
  static double of(int k, double z) {
    // Near 0 the recurrence would cancel.
    return Math.abs(z) < 1.0 ? series(k, z) : recurrence(k, z);
  }

  private static double series(int k, double z) {
    double term = 1.0 / factorial(k);
    double sum = term;
    for (int j = 1; j < TERMS; j++) {
      term *= z / (j + k);
      sum += term;
    }
    return sum;
  }

  private static double recurrence(int k, double z) {
    double phi = StrictMath.expm1(z) / z;
    for (int j = 1; j < k; j++) {
      phi = (phi - 1.0 / factorial(j)) / z;
    }
    return phi;
  }

  /** k!, exact for what is used here. */
  static double factorial(int k) {
    double product = 1.0;
    for (int j = 2; j <= k; j++) {
      product *= j;
    }
    return product;
  }
}
