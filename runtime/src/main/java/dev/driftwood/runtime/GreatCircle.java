package dev.driftwood.runtime;

/**
 * The way between two vectors at constant speed of the angle, which keeps the length of normal
 * vectors, as a straight line does not:
 *
 * <pre>
 *   x(u) = (sin((1 − u) θ) a + sin(u θ) b) / sin θ,   cos θ = a·b / (‖a‖ ‖b‖)
 * </pre>
 *
 * <p>A straight line where the two are parallel or opposite, or one is zero: the circle is not
 * determined there.
 *
 * <p>Source: K. Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985; used as by J.
 * Song et al. (arXiv:2010.02502), appendix D.5.
 *
 * @param a where it begins
 * @param b where it ends
 * @param angle θ in radians, in [0, π]; 0 for a straight line
 */
record GreatCircle(float[] a, float[] b, double angle) {
  /** Below this sine, the circle's plane is lost in the rounding of float32. */
  private static final double SMALLEST_SINE = 1e-6;

  static GreatCircle between(float[] a, float[] b) {
    double cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    double angle = StrictMath.acos(Math.max(-1, Math.min(1, cosine)));
    // NaN, where one is zero, is no angle either.
    return new GreatCircle(a, b, StrictMath.sin(angle) > SMALLEST_SINE ? angle : 0);
  }

  /** The point at u in [0, 1], a fresh array; exactly a at 0 and b at 1. */
  float[] at(double u) {
    double first = angle == 0 ? 1 - u : StrictMath.sin((1 - u) * angle) / StrictMath.sin(angle);
    double second = angle == 0 ? u : StrictMath.sin(u * angle) / StrictMath.sin(angle);
    float[] point = new float[a.length];
    for (int d = 0; d < point.length; d++) {
      point[d] = (float) (first * a[d] + second * b[d]);
    }
    return point;
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      sum += (double) x[d] * y[d];
    }
    return sum;
  }
}
