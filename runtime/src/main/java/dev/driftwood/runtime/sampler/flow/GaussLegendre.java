package dev.driftwood.runtime.sampler.flow;

import java.util.function.DoubleFunction;

/**
 * The quadrature of Gauss and Legendre with sixteen points, exact for polynomials up to degree 31.
 *
 * <p>Source: M. Abramowitz, I. Stegun, "Handbook of mathematical functions", 25.4.29 and 25.4.30.
 *
 * @param centre the middle of the interval
 * @param half half its length, negative where it runs downwards
 */
record GaussLegendre(double centre, double half) {
  private static final int POINTS = 16;

  /** Newton's method doubles the digits; the first guess has three. */
  private static final int ITERATIONS = 8;

  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    for (int q = 0; q < POINTS; q++) {
      double root = StrictMath.cos(Math.PI * (q + 0.75) / (POINTS + 0.5));
      for (int i = 0; i < ITERATIONS; i++) {
        root -= legendre(root) / slope(root);
      }
      NODES[q] = root;
      WEIGHTS[q] = 2.0 / ((1.0 - root * root) * slope(root) * slope(root));
    }
  }

  static GaussLegendre over(double from, double to) {
    return new GaussLegendre(0.5 * (from + to), 0.5 * (to - from));
  }

  /** The integrals of several functions at once. */
  double[] sum(int count, DoubleFunction<double[]> functions) {
    double[] sum = new double[count];
    for (int q = 0; q < POINTS; q++) {
      double[] values = functions.apply(centre + half * NODES[q]);
      for (int j = 0; j < count; j++) {
        sum[j] += half * WEIGHTS[q] * values[j];
      }
    }
    return sum;
  }

  private static double legendre(double u) {
    return pair(u)[0];
  }

  private static double slope(double u) {
    double[] pair = pair(u);
    return POINTS * (u * pair[0] - pair[1]) / (u * u - 1.0);
  }

  /** The Legendre polynomials of degrees POINTS and POINTS − 1. */
  private static double[] pair(double u) {
    double before = 1.0;
    double now = u;
    for (int n = 1; n < POINTS; n++) {
      double next = ((2 * n + 1) * u * now - n * before) / (n + 1);
      before = now;
      now = next;
    }
    return new double[] {now, before};
  }
}
