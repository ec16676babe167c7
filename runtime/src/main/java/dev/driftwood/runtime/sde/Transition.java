package dev.driftwood.runtime.sde;

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
public record Transition(Marginal from, Marginal to) {
  /** The law between two times of which the first is the later, as samplers go. */
  public static Transition between(Sde sde, double from, double to) {
    return new Transition(sde.marginal(from), sde.marginal(to));
  }

  /** a, by how much the data fades from t to s. */
  public double fading() {
    return from.alpha() / to.alpha();
  }

  /** v/σ_s², from 0 to 1. */
  public double newShare() {
    double ratio = to.scaledSigma() / from.scaledSigma();
    return (1.0 - ratio) * (1.0 + ratio);
  }

  /** √v, the deviation of y_s given y_t. */
  public double deviation() {
    return from.sigma() * Math.sqrt(newShare());
  }

  /** √v σ_t/σ_s, the deviation of y_t given y_s and the data. */
  public double posteriorDeviation() {
    return to.sigma() * Math.sqrt(newShare());
  }

  /** v/g at s, the weight of the drift in v times the score. */
  public double scoreWeight() {
    return from.sigma() * from.sigmaOverG() * newShare();
  }
}
