package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.OdeSystem;
import dev.driftwood.runtime.solve.ProbabilityFlow;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import java.util.Arrays;

/**
 * The probability flow together with the change of log-density along it, once for each probe v:
 *
 * <pre>
 *   z = (y, l_1 … l_K),   dy/dt = μ y − ½ g a,   dl_k/dt = D μ − ½ g v_kᵀ J v_k
 * </pre>
 *
 * <p>The probes are frozen along an adaptive trajectory, so that the right side is smooth in time;
 * on a fixed grid they are frozen within a step.
 *
 * <p>Source: Song et al. (arXiv:2011.13456), section D.2; W. Grathwohl et al. (arXiv:1810.01367).
 *
 * @param sde the forward SDE
 * @param probes the directions
 * @param step under whose number they are drawn
 */
record DensityFlow(Sde sde, Probes probes, int step) implements OdeSystem {
  /** The system with one set of probes for all times. */
  DensityFlow(Sde sde, Probes probes) {
    this(sde, probes, 0);
    if (probes.law() == Probes.Law.HUTCH_PLUS_PLUS) {
      throw new IllegalArgumentException(
          "probe: hutch++ (expected: another law with a Runge\u2013Kutta method; or a solver in"
              + " ln(\u03b1/\u03c3), such as unipc)");
    }
  }

  /** Fresh probes for each step of a fixed grid, within which the right side stays smooth. */
  @Override
  public DensityFlow at(int index) {
    return new DensityFlow(sde, probes, index);
  }

  /** The row with its log-density changes at zero. */
  double[] augmented(double[] y) {
    return Arrays.copyOf(y, y.length + probes.replicates());
  }

  @Override
  public Query query(RowId id, double t, double[] z) {
    double[] y = Arrays.copyOf(z, dimension(z));
    return probes.query(id, step, y, t);
  }

  @Override
  public double[] slope(RowId id, double t, double[] z, Evaluation evaluation) {
    double[] slope = new ProbabilityFlow(sde).slope(id, t, z, evaluation);
    int dimension = dimension(z);
    double weight = GenerativeFamily.probabilityFlow(sde).driftWeight(t);
    double[] traces = probes.estimates(id, step, sde, t, evaluation);
    for (int k = 0; k < traces.length; k++) {
      slope[dimension + k] = dimension * sde.mu(t) - weight * traces[k];
    }
    return slope;
  }

  @Override
  public int dimension(double[] z) {
    return z.length - probes.replicates();
  }
}
