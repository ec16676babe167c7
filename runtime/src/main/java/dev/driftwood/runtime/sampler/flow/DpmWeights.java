package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import java.util.List;

/**
 * The weights of multistep DPM-Solver and DPM-Solver++: with the first and second differences of
 * the last evaluations in λ, in units of the step,
 *
 * <pre>
 *   order 2:  y_t = carry y + first (E₀ + ½ h E′)
 *   order 3:  y_t = carry y + first E₀ + moment(1) h E′ + ½ moment(2) h² E″
 * </pre>
 *
 * <p>Order 3 is that of the authors' code, where the last term is half of the Taylor expansion's.
 * So its error is of order 2 too, if a smaller one; with a handful of steps that damped
 * extrapolation of x̂₀ was measured to be the better.
 *
 * <p>Source: C. Lu et al., "DPM-Solver++", 2022 (arXiv:2211.01095), algorithm 2 and appendix B; for
 * noise, "DPM-Solver", NeurIPS 2022 (arXiv:2206.00927).
 */
record DpmWeights() implements Weights {
  @Override
  public double[] of(Leg leg, List<Marginal> known) {
    return known.size() == 2 ? two(leg, known) : three(leg, known);
  }

  private static double[] two(Leg leg, List<Marginal> known) {
    double slope = -0.5 * leg.first() / leg.place(known.get(1));
    return new double[] {leg.first() + slope, -slope};
  }

  private static double[] three(Leg leg, List<Marginal> known) {
    double r0 = -leg.place(known.get(1));
    double r1 = -leg.place(known.get(2)) - r0;
    double bend = (leg.moment(1) * r0 + leg.moment(2)) / (r0 + r1);
    double near = (leg.moment(1) + bend) / r0;
    double far = bend / r1;
    return new double[] {leg.first() + near, -near - far, far};
  }
}
