package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import java.util.List;

/**
 * The weights of tAB-DEIS: ε̂ is the polynomial of t through the last evaluations, so
 *
 * <pre>
 *   w_j = α_t ∫ L_j(τ) (dρ/dτ) dτ   from s to t,   L_j(τ) = Π_(i≠j) (τ − τ_i)/(τ_j − τ_i)
 * </pre>
 *
 * <p>with ρ = σ/α and dρ/dτ = g²/(2 σ α). Taken over λ, where dρ = −e^(−λ) dλ, the integrand is
 * smooth down to the smallest noise, which it is not in τ: sixteen points give at least seven
 * digits for steps of λ up to 6, and all of them for ordinary ones.
 *
 * <p>Source: Q. Zhang, Y. Chen, "Fast sampling of diffusion models with exponential integrator",
 * ICLR 2023 (arXiv:2204.13902), equation 15.
 *
 * @param sde where the times of λ come from
 */
record TimeWeights(Sde sde) implements Weights {
  @Override
  public double[] of(Leg leg, List<Marginal> known) {
    double[] nodes = known.stream().mapToDouble(Marginal::t).toArray();
    double alpha = leg.to().alpha();
    return GaussLegendre.over(leg.from().halfLogSnr(), leg.to().halfLogSnr())
        .sum(
            nodes.length,
            lambda ->
                Lagrange.basis(
                    nodes, sde.timeOfLogSnr(2.0 * lambda), -alpha * StrictMath.exp(-lambda)));
  }
}
