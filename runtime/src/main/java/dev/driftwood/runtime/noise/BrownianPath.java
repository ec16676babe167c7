package dev.driftwood.runtime.noise;

/**
 * The path of a Brownian motion W on [0, 1], every point of which is a pure function of (seed, row
 * key, draw, time): whoever comes back to a time finds the same point there, whatever was asked for
 * between.
 *
 * <p>A virtual Brownian tree: W(0) = 0, W(1) = ξ_0, and in the middle m of a dyadic interval [l, r]
 *
 * <pre>
 *   W(m) = (W(l) + W(r))/2 + ½ √(r − l) ξ_n,   n = 2^k + ⌊l 2^k⌋,   r − l = 2^−k
 * </pre>
 *
 * <p>down to intervals of {@link #RESOLUTION}, and linear within those. The numbers ξ_n are drawn
 * under {@link Purpose#SOLVER} with n as the step and 3 as the probe, which no step on a grid uses.
 * A point costs k + 1 draws of the dimension, k the number of its binary digits, at most 24.
 *
 * <p>Source: X. Li et al., "Scalable gradients for stochastic differential equations", AISTATS 2020
 * (arXiv:2001.01328), section 4.
 *
 * @param noise where the numbers come from
 * @param key the row key
 * @param draw the index of the draw
 * @param dimension of W
 */
public record BrownianPath(NoiseStream noise, long key, int draw, int dimension) {
  /** The finest interval that the tree divides to. */
  public static final double RESOLUTION = 0x1p-24;

  private static final int PROBE = 3;

  /**
   * W(t), a fresh array.
   *
   * @throws IllegalArgumentException if t is not in [0, 1]
   */
  public double[] at(double t) {
    if (!(t >= 0.0 && t <= 1.0)) {
      throw new IllegalArgumentException("t: " + t + " (expected: in [0, 1])");
    }
    double[] left = new double[dimension];
    double[] right = new double[dimension];
    double[] xi = new double[dimension];
    draw(0, right);
    double start = 0.0;
    double width = 1.0;
    while (width > RESOLUTION && t > start && t < start + width) {
      draw((int) (1.0 / width + start / width), xi);
      double half = 0.5 * width;
      boolean later = t >= start + half;
      divide(left, right, xi, 0.5 * Math.sqrt(width), later);
      start = later ? start + half : start;
      width = half;
    }
    return between(left, right, (t - start) / width);
  }

  /** W(to) − W(from), a fresh array. */
  public double[] increment(double from, double to) {
    double[] before = at(from);
    double[] increment = at(to);
    for (int d = 0; d < dimension; d++) {
      increment[d] -= before[d];
    }
    return increment;
  }

  private void draw(int node, double[] out) {
    noise.normals(key, Purpose.SOLVER, draw, PROBE, node, out);
  }

  /** Puts the middle in the place of the left end, or of the right. */
  private static void divide(
      double[] left, double[] right, double[] xi, double deviation, boolean later) {
    for (int d = 0; d < xi.length; d++) {
      double middle = 0.5 * (left[d] + right[d]) + deviation * xi[d];
      if (later) {
        left[d] = middle;
      } else {
        right[d] = middle;
      }
    }
  }

  private static double[] between(double[] left, double[] right, double place) {
    // The ends themselves where place is 0 or 1, so that a time has one point only.
    double[] point = new double[left.length];
    for (int d = 0; d < point.length; d++) {
      point[d] = (1.0 - place) * left[d] + place * right[d];
    }
    return point;
  }
}
