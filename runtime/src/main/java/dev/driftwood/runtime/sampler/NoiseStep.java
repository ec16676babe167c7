package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Sde;

/**
 * One step of the reverse SDE on a Brownian path, by Euler–Maruyama and by the stochastic improved
 * Euler method, whose formulas {@link AdaptiveSde} gives.
 *
 * @param sde the forward SDE
 * @param x the row before the step
 * @param from its time
 * @param to the time after the step
 * @param pathBefore the path at its beginning
 * @param pathAfter the path at its end
 */
record NoiseStep(
    Sde sde, double[] x, double from, double to, double[] pathBefore, double[] pathAfter) {
  /** x′ given the drift at (x, from). */
  double[] euler(double[] drift) {
    return along(x, drift, from);
  }

  /** x″ given x′ and the drift at (x′, to). */
  double[] improved(double[] proposal, double[] drift) {
    double[] other = along(proposal, drift, to);
    double[] improved = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      improved[d] = 0.5 * (proposal[d] + other[d]);
    }
    return improved;
  }

  /** The same x″ without its term ½ (g(from) + g(to)) ΔW. */
  double[] withoutNoise(double[] improved) {
    double weight = 0.5 * (sde.g(from) + sde.g(to));
    double[] mean = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      mean[d] = improved[d] - weight * (pathAfter[d] - pathBefore[d]);
    }
    return mean;
  }

  /** x + h F(y, t) + g(t) ΔW. */
  private double[] along(double[] y, double[] drift, double t) {
    double h = from - to;
    double g = sde.g(t);
    double mu = sde.mu(t);
    double[] next = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      next[d] = x[d] + h * (g * drift[d] - mu * y[d]) + g * (pathAfter[d] - pathBefore[d]);
    }
    return next;
  }
}
