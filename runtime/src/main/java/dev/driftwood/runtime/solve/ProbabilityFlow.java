package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.sde.Sde;

/**
 * The probability-flow ODE dy/dt = μ y − ½ g a(y, t), the member λ = 1 of the {@link
 * GenerativeFamily} in forward time.
 *
 * <p>Source: Song et al. (arXiv:2011.13456), equation 13 and section D.1.
 *
 * @param sde the forward SDE
 */
public record ProbabilityFlow(Sde sde) implements OdeSystem {
  @Override
  public Query query(RowId id, double t, double[] z) {
    return new Query(z, t, id.label());
  }

  @Override
  public double[] slope(RowId id, double t, double[] z, Evaluation evaluation) {
    double mu = sde.mu(t);
    double weight = GenerativeFamily.probabilityFlow(sde).driftWeight(t);
    double[] drift = evaluation.drift();
    double[] slope = new double[z.length];
    for (int d = 0; d < drift.length; d++) {
      slope[d] = mu * z[d] - weight * drift[d];
    }
    return slope;
  }
}
