package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Past;
import dev.driftwood.runtime.solve.Step;
import java.util.List;

/**
 * SDE-DPM-Solver++, multistep: the SDE in λ = ln(α/σ), whose linear part and noise are exact over a
 * step of h = λ_t − λ_s, with the denoised data as a polynomial in λ through this evaluation and
 * the last ones,
 *
 * <pre>
 *   x ← (σ_t/σ_s) e^(−ηh) x + α_t (1 − e^(−(1+η)h)) D + σ_t √(1 − e^(−2ηh)) ξ
 *   order 1: D = D₀
 *   order 2: D = D₀ + (h/h₁) (D₀ − D₁)/2
 *   order 3: D = the mean of the parabola through D₀, D₁, D₂ under the weight e^((1+η)λ)
 * </pre>
 *
 * <p>with D_i = x̂₀ of i steps before and h₁ the step before this one. The public codes of order 3
 * halve the quadratic term of that parabola; here it is whole. The first steps are of lower order,
 * and so is one more than twice as long as the step before it; one that ends at σ_t = 0 is x̂₀.
 *
 * <p>η = 1 is the reverse SDE (order 1 is {@link Ancestral} then), η = 0 the probability flow
 * (order 1 is {@link Ddim}). The noise is √η g: η is a share of the variance, where DDIM's is one
 * of the deviation.
 *
 * <p>One evaluation a step. The flow has the order that is set, since the data prediction hardly
 * changes in the first steps. With noise the strong order is 1, as the noise within a step is one
 * number, and the weak order at most 2: what a step's own noise does to x̂₀ comes in with the next,
 * and the last has none. Order 3 has the smaller error in steps of equal length in λ.
 *
 * <p>Source: C. Lu et al., "DPM-Solver++" (arXiv:2211.01095), appendix B and algorithm 2; order 3
 * and η: K. Crowson's k-diffusion.
 *
 * @param sde the forward SDE
 * @param points the order, 1 to 3: the evaluations that the polynomial goes through
 * @param eta η, from 0 to 1
 */
record SdeDpmSolver(Sde sde, int points, double eta) implements GridMethod {
  private static final int MOST = 3;
  private static final int MOST_WEAKLY = 2;

  /** Checks the order. */
  SdeDpmSolver {
    if (!(points >= 1 && points <= MOST)) {
      throw new IllegalArgumentException("order: " + points + " (expected: 1 to " + MOST + ")");
    }
  }

  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Past here = new Past(step.from(), step.x(), soFar.get(0).drift());
    Marginal from = sde.marginal(step.from());
    Marginal to = sde.marginal(step.to());
    double[] data = DataPolynomial.of(sde, here, step.past(), points).mean(to, 1.0 + eta);
    if (to.sigma() == 0.0) {
      return step.arrive(new Mix(to.alpha(), 0.0).of(data, data), here);
    }
    double h = to.halfLogSnr() - from.halfLogSnr();
    double keep = to.sigma() / from.sigma() * StrictMath.exp(-eta * h);
    double towards = -to.alpha() * StrictMath.expm1(-(1.0 + eta) * h);
    double deviation = to.sigma() * Math.sqrt(-StrictMath.expm1(-2.0 * eta * h));
    double[] next = new Mix(keep, towards).of(step.x(), data);
    return step.arrive(step.noisy(next, deviation), here);
  }

  @Override
  public Order order() {
    return eta == 0.0 ? Order.ofFlow(points) : Order.ofNoise(1, Math.min(points, MOST_WEAKLY));
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
  }

  @Override
  public int memory() {
    return points - 1;
  }
}
