package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import java.util.List;

/**
 * The weights of ρAB-DEIS: ε̂ is the polynomial of ρ = σ/α through the last evaluations, so
 *
 * <pre>
 *   w_j = α_t ∫ L_j(ρ) dρ   from ρ_s to ρ_t,   L_j(ρ) = Π_(i≠j) (ρ − ρ_i)/(ρ_j − ρ_i)
 * </pre>
 *
 * <p>the method of Adams and Bashforth for unequal steps of ρ. The quadrature is exact.
 *
 * <p>Source: Q. Zhang, Y. Chen, "Fast sampling of diffusion models with exponential integrator",
 * ICLR 2023 (arXiv:2204.13902), section 3 and appendix.
 */
record RhoWeights() implements Weights {
  @Override
  public double[] of(Leg leg, List<Marginal> known) {
    double[] nodes = known.stream().mapToDouble(Marginal::scaledSigma).toArray();
    double alpha = leg.to().alpha();
    return GaussLegendre.over(leg.from().scaledSigma(), leg.to().scaledSigma())
        .sum(nodes.length, rho -> Lagrange.basis(nodes, rho, alpha));
  }
}
