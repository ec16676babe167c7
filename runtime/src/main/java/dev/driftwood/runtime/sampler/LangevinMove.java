package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.solve.Step;

/**
 * One move of Langevin dynamics towards the law p_t, with a step of c σ²(t):
 *
 * <pre>
 *   x ← x + c σ² · score + √(2 c) σ ξ
 * </pre>
 *
 * <p>The step depends on t alone, so that a row keeps its law and knows no other row. On a normal
 * law of variance v the chain contracts by 1 − c σ²/v and rests at the variance v/(1 − c σ²/(2 v)).
 *
 * @param marginal the law at t
 * @param size c, not negative
 */
record LangevinMove(Marginal marginal, double size) {
  /** The mean of the move, given the drift at x. */
  double[] mean(double[] x, double[] drift) {
    double weight = size * marginal.sigma() * marginal.sigmaOverG();
    double[] mean = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      mean[d] = x[d] + weight * drift[d];
    }
    return mean;
  }

  /** The move itself; its noise has the number of the move within the whole row. */
  double[] draw(double[] x, double[] drift, Step step, int number) {
    double[] moved = mean(x, drift);
    double deviation = Math.sqrt(2.0 * size) * marginal.sigma();
    double[] xi = step.correction(number, moved.length);
    for (int d = 0; d < moved.length; d++) {
      moved[d] += deviation * xi[d];
    }
    return moved;
  }
}
