package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NormalQuantile;

/**
 * Quantiles of Student's law, to some six digits from three degrees of freedom on.
 *
 * <p>Source: G. W. Hill, "Algorithm 396: Student's t-quantiles", Communications of the ACM 13
 * (1970), doi:10.1145/355598.355600.
 */
final class StudentT {
  private static final double VERY_MANY = 1e10;

  private StudentT() {}

  /**
   * The value that the variable stays below with probability p.
   *
   * @param p in [0.5, 1)
   * @param n degrees of freedom, at least 1; NaN below
   */
  static double quantile(double p, double n) {
    if (!(n >= 1.0)) {
      return Double.NaN;
    }
    double tails = 2.0 * (1.0 - p);
    if (n > VERY_MANY) {
      return NormalQuantile.of(p);
    }
    if (n == 1.0) {
      return 1.0 / StrictMath.tan(0.5 * Math.PI * tails);
    }
    if (n == 2.0) {
      return Math.sqrt(2.0 / (tails * (2.0 - tails)) - 2.0);
    }
    return Math.sqrt(n * squared(tails, n));
  }

  /** t²/n by the expansion about the normal law, or about the power law of the far tail. */
  private static double squared(double tails, double n) {
    double a = 1.0 / (n - 0.5);
    double b = 48.0 / (a * a);
    double c = ((20700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    double d = ((94.5 / (b + c) - 3.0) / b + 1.0) * Math.sqrt(0.5 * a * Math.PI) * n;
    double y = StrictMath.pow(d * tails, 2.0 / n);
    return y > 0.05 + a ? near(tails, n, a, b, c, d) : far(y, n, d);
  }

  private static double near(double tails, double n, double a, double b, double c, double d) {
    double x = NormalQuantile.of(0.5 * tails);
    double y = x * x;
    double few = n < 5.0 ? c + 0.3 * (n - 4.5) * (x + 0.6) : c;
    double scale = (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b + few;
    double series = ((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / scale - y - 3.0) / b + 1.0;
    return StrictMath.expm1(a * series * series * y);
  }

  private static double far(double y, double n, double d) {
    double inner = (n + 6.0) / (n * y) - 0.089 * d - 0.822;
    double tail = (1.0 / (inner * (n + 2.0) * 3.0) + 0.5 / (n + 4.0)) * y - 1.0;
    return tail * (n + 1.0) / (n + 2.0) + 1.0 / y;
  }
}
