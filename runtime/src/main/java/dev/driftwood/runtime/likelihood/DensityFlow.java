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
 * <p>The probes are frozen along the trajectory, so that the right side is smooth in time.
 *
 * <p>Source: Song et al. (arXiv:2011.13456), section D.2; W. Grathwohl et al. (arXiv:1810.01367).
 *
 * @param sde the forward SDE
 * @param probes the directions
 */
record DensityFlow(Sde sde, Probes probes) implements OdeSystem {
  /** The row with its log-density changes at zero. */
  double[] augmented(double[] y) {
    return Arrays.copyOf(y, y.length + probes.count());
  }

  @Override
  public Query query(RowId id, double t, double[] z) {
    double[] y = Arrays.copyOf(z, dimension(z));
    return new Query(y, t, id.label(), probes.tangents(id, 0, y.length));
  }

  @Override
  public double[] slope(RowId id, double t, double[] z, Evaluation evaluation) {
    double[] slope = new ProbabilityFlow(sde).slope(id, t, z, evaluation);
    int dimension = dimension(z);
    double weight = GenerativeFamily.probabilityFlow(sde).driftWeight(t);
    double[] traces = probes.traces(evaluation);
    for (int k = 0; k < traces.length; k++) {
      slope[dimension + k] = dimension * sde.mu(t) - weight * traces[k];
    }
    return slope;
  }

  @Override
  public int dimension(double[] z) {
    return z.length - probes.count();
  }
}
