package dev.driftwood.runtime.sde;

import java.util.function.DoubleUnaryOperator;

/**
 * The density q(t) = r(max(t, ε))/Z on [0, 1] with a cut-off ε.
 *
 * <p>With an antiderivative A of r, Z = r(ε) ε + A(T) − A(ε). Below ε the distribution is uniform;
 * above it, t = A⁻¹(Z u + A(ε) − r(ε) ε).
 *
 * <p>Source: C.-W. Huang, J. H. Lim, A. Courville, "A variational perspective on diffusion-based
 * generative models and score matching", NeurIPS 2021 (arXiv:2106.02808).
 */
final class RateDensity implements TimeDensity {
  private final double cutoff;
  private final DoubleUnaryOperator rate;
  private final DoubleUnaryOperator antiderivative;
  private final DoubleUnaryOperator inverse;
  private final double head;
  private final double atCutoff;
  private final double normaliser;

  RateDensity(
      double cutoff,
      DoubleUnaryOperator rate,
      DoubleUnaryOperator antiderivative,
      DoubleUnaryOperator inverse) {
    if (!(cutoff > 0.0 && cutoff < Sde.HORIZON)) {
      throw new IllegalArgumentException("cutoff: " + cutoff + " (expected: in (0, 1))");
    }
    this.cutoff = cutoff;
    this.rate = rate;
    this.antiderivative = antiderivative;
    this.inverse = inverse;
    this.head = rate.applyAsDouble(cutoff) * cutoff;
    this.atCutoff = antiderivative.applyAsDouble(cutoff);
    this.normaliser = head + antiderivative.applyAsDouble(Sde.HORIZON) - atCutoff;
  }

  @Override
  public double density(double t) {
    boolean inside = t >= 0.0 && t <= Sde.HORIZON;
    return inside ? rate.applyAsDouble(Math.max(t, cutoff)) / normaliser : 0.0;
  }

  @Override
  public double cumulative(double t) {
    if (t <= cutoff) {
      return Math.max(t, 0.0) * head / cutoff / normaliser;
    }
    double above = antiderivative.applyAsDouble(Math.min(t, Sde.HORIZON)) - atCutoff;
    return (head + above) / normaliser;
  }

  @Override
  public double timeAt(double u) {
    double mass = u * normaliser;
    double t = mass <= head ? mass / head * cutoff : inverse.applyAsDouble(mass + atCutoff - head);
    return Math.min(t, Sde.HORIZON);
  }

  @Override
  public double normaliser() {
    return normaliser;
  }
}
