package dev.driftwood.runtime.sampler;

/** The upper tail of the chi-square law of an even number 2m of degrees of freedom. */
final class ChiSquare {
  private ChiSquare() {}

  /** P(χ²_2m &gt; x) = e^(−x/2) Σ_(k&lt;m) (x/2)^k/k!; 0 where x is infinite or no number. */
  static double tail(int degrees, double x) {
    if (!(x < Double.POSITIVE_INFINITY)) {
      return 0.0;
    }
    double term = StrictMath.exp(-0.5 * x);
    double sum = 0.0;
    for (int k = 1; k <= degrees / 2; k++) {
      sum += term;
      term *= 0.5 * x / k;
    }
    return sum;
  }
}
