package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.RowId;

/**
 * A draw y = α(t) x + σ(t) ε from the perturbation kernel.
 *
 * @param t the time
 * @param epsilon the noise ε
 * @param y the noised row
 */
record NoisedPoint(double t, double[] epsilon, double[] y) {
  /** The step number under which the gap draws its noise. */
  static final int GAP_STEP = 4095;

  static NoisedPoint of(Sde sde, NoiseStream noise, RowId id, double[] x, double t, int step) {
    double[] epsilon = new double[x.length];
    noise.normals(id.key(), Purpose.SOLVER, id.draw(), 0, step, epsilon);
    return new NoisedPoint(t, epsilon, noised(sde, x, t, epsilon));
  }

  private static double[] noised(Sde sde, double[] x, double t, double[] epsilon) {
    double[] y = Vectors.scaled(sde.alpha(t), x);
    Vectors.add(y, sde.sigma(t), epsilon);
    return y;
  }

  /** The point on the other side of α x. */
  NoisedPoint mirrored(Sde sde, double[] x) {
    double[] other = Vectors.scaled(-1.0, epsilon);
    return new NoisedPoint(t, other, noised(sde, x, t, other));
  }

  /** The loss ½ ‖(σ/g) a + ε‖² of the drift at this point. */
  double loss(Sde sde, double[] drift) {
    double ratio = sde.sigmaOverG(t);
    double sum = 0.0;
    for (int d = 0; d < drift.length; d++) {
      double residual = ratio * drift[d] + epsilon[d];
      sum += residual * residual;
    }
    return 0.5 * sum;
  }
}
