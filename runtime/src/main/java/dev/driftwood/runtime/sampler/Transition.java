package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Step;

/**
 * The forward law over a step, from its end t back up to its start s &gt; t:
 *
 * <pre>
 *   y_s given y_t ~ N(a y_t, v I),     a = α_s/α_t,   v = σ_s² − a² σ_t²
 * </pre>
 *
 * <p>exact for every linear SDE. With ρ = σ̄_t/σ̄_s, where σ̄ = σ/α, the share of the noise at s
 * that came in on the way is v/σ_s² = (1 − ρ)(1 + ρ), a form that does not cancel in short steps
 * and is 1 where σ_t = 0.
 *
 * @param from the marginal at s
 * @param to the marginal at t
 */
record Transition(Marginal from, Marginal to) {
  static Transition of(Sde sde, Step step) {
    return new Transition(sde.marginal(step.from()), sde.marginal(step.to()));
  }

  /** a, by how much the data fades from t to s. */
  double fading() {
    return from.alpha() / to.alpha();
  }

  /** v/σ_s², from 0 to 1. */
  double newShare() {
    double ratio = to.scaledSigma() / from.scaledSigma();
    return (1.0 - ratio) * (1.0 + ratio);
  }

  /** √v, the deviation of y_s given y_t. */
  double deviation() {
    return from.sigma() * Math.sqrt(newShare());
  }

  /** √v σ_t/σ_s, the deviation of y_t given y_s and the data. */
  double posteriorDeviation() {
    return to.sigma() * Math.sqrt(newShare());
  }

  /** v/g at s, the weight of the drift in v times the score. */
  double scoreWeight() {
    return from.sigma() * from.sigmaOverG() * newShare();
  }
}
