package dev.driftwood.runtime.sampler.flow;

import java.util.Arrays;

/**
 * The integral of a function that is known at some nodes: over each interval, of the cubic through
 * the four nearest of them, or of the polynomial through all where there are fewer.
 *
 * <p>Of order 4 in the step. On equal steps these are the weights of the trapezoidal rule but near
 * the ends, as in the rule of Gregory.
 */
public final class CubicQuadrature {
  private static final int NEAREST = 4;

  private CubicQuadrature() {}

  /**
   * One weight for each node, so that Σ w_i f(u_i) is the integral from the first to the last.
   *
   * @param nodes strictly monotone, at least two
   */
  public static double[] weights(double... nodes) {
    int count = Math.min(NEAREST, nodes.length);
    double[] weights = new double[nodes.length];
    for (int i = 0; i + 1 < nodes.length; i++) {
      int first = Math.max(0, Math.min(i - 1, nodes.length - count));
      double[] near = Arrays.copyOfRange(nodes, first, first + count);
      double[] part =
          GaussLegendre.over(nodes[i], nodes[i + 1]).sum(count, u -> Lagrange.basis(near, u, 1.0));
      for (int j = 0; j < count; j++) {
        weights[first + j] += part[j];
      }
    }
    return weights;
  }
}
