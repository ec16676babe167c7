package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import java.util.List;

/**
 * The weights of iPNDM: those of Adams and Bashforth for equal steps, (55, −59, 37, −9)/24 with
 * four evaluations, whatever the steps are.
 *
 * <p>In ρ = σ/α and y/α the flow is d(y/α)/dρ = ε̂, so on a grid of equal steps of ρ this is the
 * method of Adams and Bashforth. On others whose steps change smoothly, by 1 + O(h) from one to the
 * next, order 2 is left; on any grid, order 1.
 *
 * <p>Source: Q. Zhang, Y. Chen, "Fast sampling of diffusion models with exponential integrator",
 * ICLR 2023 (arXiv:2204.13902), appendix, after L. Liu et al., "Pseudo numerical methods for
 * diffusion models on manifolds", ICLR 2022 (arXiv:2202.09778), equation 9.
 */
record EqualWeights() implements Weights {
  private static final double[][] ADAMS_BASHFORTH = {
    {1.0},
    {3.0 / 2.0, -1.0 / 2.0},
    {23.0 / 12.0, -16.0 / 12.0, 5.0 / 12.0},
    {55.0 / 24.0, -59.0 / 24.0, 37.0 / 24.0, -9.0 / 24.0}
  };

  @Override
  public double[] of(Leg leg, List<Marginal> known) {
    double[] weights = ADAMS_BASHFORTH[known.size() - 1].clone();
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= leg.first();
    }
    return weights;
  }
}
