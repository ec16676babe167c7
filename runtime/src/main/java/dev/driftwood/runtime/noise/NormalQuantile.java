package dev.driftwood.runtime.noise;

/**
 * The quantile function of the standard normal distribution, Φ⁻¹(u), to about sixteen digits.
 *
 * <p>With q = u − ½: for |q| ≤ 0.425 a rational function of 0.180625 − q²; otherwise one of r =
 * √(−ln min(u, 1 − u)), in two pieces that meet at r = 5. The logarithm is {@link StrictMath}'s, so
 * that the bits do not depend on the JDK.
 *
 * <p>Source: M. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
 * Applied Statistics 37 (1988), routine PPND16 (doi:10.2307/2347330).
 */
public final class NormalQuantile {
  private static final double CENTRE = 0.425;
  private static final double CENTRE_SQUARED = 0.180625;
  private static final double NEAR_TAIL = 5.0;
  private static final double NEAR_TAIL_SHIFT = 1.6;

  // Coefficients from the highest power down to the constant, as Horner's rule takes them.
  private static final double[] A = {
    2.5090809287301226727e+3,
    3.3430575583588128105e+4,
    6.7265770927008700853e+4,
    4.5921953931549871457e+4,
    1.3731693765509461125e+4,
    1.9715909503065514427e+3,
    1.3314166789178437745e+2,
    3.3871328727963666080e+0
  };
  private static final double[] B = {
    5.2264952788528545610e+3,
    2.8729085735721942674e+4,
    3.9307895800092710610e+4,
    2.1213794301586595867e+4,
    5.3941960214247511077e+3,
    6.8718700749205790830e+2,
    4.2313330701600911252e+1,
    1.0
  };
  private static final double[] C = {
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258e+0,
    3.64784832476320460504e+0,
    5.76949722146069140550e+0,
    4.63033784615654529590e+0,
    1.42343711074968357734e+0
  };
  private static final double[] D = {
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940e+0,
    2.05319162663775882187e+0,
    1.0
  };
  private static final double[] E = {
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
    2.96560571828504891230e-1,
    1.78482653991729133580e+0,
    5.46378491116411436990e+0,
    6.65790464350110377720e+0
  };
  private static final double[] F = {
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1.0
  };

  private NormalQuantile() {}

  /**
   * The number below which a standard normal variable falls with probability {@code u}.
   *
   * @throws IllegalArgumentException if u is not in the open interval (0, 1)
   */
  public static double of(double u) {
    if (!(u > 0.0 && u < 1.0)) {
      throw new IllegalArgumentException("u: " + u + " (expected: in (0, 1))");
    }
    double q = u - 0.5;
    if (Math.abs(q) <= CENTRE) {
      double r = CENTRE_SQUARED - q * q;
      return q * ratio(A, B, r);
    }
    double r = Math.sqrt(-StrictMath.log(q < 0.0 ? u : 1.0 - u));
    double magnitude =
        r <= NEAR_TAIL ? ratio(C, D, r - NEAR_TAIL_SHIFT) : ratio(E, F, r - NEAR_TAIL);
    return q < 0.0 ? -magnitude : magnitude;
  }

  private static double ratio(double[] numerator, double[] denominator, double r) {
    return polynomial(numerator, r) / polynomial(denominator, r);
  }

  private static double polynomial(double[] coefficients, double r) {
    double sum = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      sum = sum * r + coefficients[i];
    }
    return sum;
  }
}
