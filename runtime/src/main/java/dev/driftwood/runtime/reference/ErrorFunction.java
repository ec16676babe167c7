package dev.driftwood.runtime.reference;

/** The error function erf x = 2/√π ∫₀ˣ exp(−t²) dt. */
final class ErrorFunction {
  /** Beyond this it is 1 to the last bit. */
  private static final double LAST = 6;

  private ErrorFunction() {}

  /**
   * By the series 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)), all of whose terms have one sign (NIST
   * Digital Library of Mathematical Functions, 7.6.2).
   */
  static double of(double x) {
    if (Math.abs(x) > LAST) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.ulp(sum) / 4; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
