package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.Transition;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The stochastic sampler of EDM, in u = y/α against σ̄ = σ/α, where the flow is du/dσ̄ = ε̂:
 *
 * <pre>
 *   γ = min(S_churn/N, √2 − 1) where S_tmin ≤ σ̄_s ≤ S_tmax, else 0
 *   σ̂ = (1 + γ) σ̄_s,     û = u + √(σ̂² − σ̄_s²) S_noise ξ
 *   u ← û + (σ̄_t − σ̂) (ε̂(û, σ̂) + ε̂(u', σ̄_t))/2,     u' = û + (σ̄_t − σ̂) ε̂(û, σ̂)
 * </pre>
 *
 * <p>The raised level does not exceed that of t = 1. Two evaluations a step, and one in a step that
 * ends at σ_t = 0, which is Euler's.
 *
 * <p>Without churn it is Heun's method in σ̄, of order 2. With churn each step keeps the law but
 * for Heun's error, so moments have order 2 for S_noise = 1; for any other S_noise their limit is
 * not the law of the data. There is no strong order: what process it follows depends on the grid.
 * The noise comes at the beginning of a step, so a quiet end leaves out none.
 *
 * <p>Source: T. Karras et al., "Elucidating the design space of diffusion-based generative models",
 * NeurIPS 2022 (arXiv:2206.00364), algorithm 2.
 *
 * @param sde the forward SDE
 * @param churn the noise put in
 */
record EdmStochastic(Sde sde, Churn churn) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    Marginal base = sde.marginal(step.from());
    Marginal raised = raised(base, step.grid().steps());
    Marginal to = sde.marginal(step.to());
    double[] start = churned(step, base, raised);
    if (soFar.isEmpty()) {
      return step.ask(start, raised.t());
    }
    double[] slope = raised.noise(soFar.get(0).drift());
    double[] euler = moved(start, raised, to, slope);
    if (to.sigma() == 0.0) {
      return step.arrive(euler);
    }
    if (soFar.size() == 1) {
      return step.ask(euler, to.t());
    }
    double[] both = new Mix(0.5, 0.5).of(slope, to.noise(soFar.get(1).drift()));
    return step.arrive(moved(start, raised, to, both));
  }

  private Marginal raised(Marginal base, int steps) {
    double level = churn.raised(base.scaledSigma(), steps);
    if (!(level > base.scaledSigma())) {
      return base;
    }
    double time = sde.timeOfLogSnr(-2.0 * StrictMath.log(level));
    // The inverse is exact to rounding only, and there is nothing beyond the end of time.
    return sde.marginal(Math.max(base.t(), Math.min(time, Sde.HORIZON)));
  }

  /** The row at the raised level. */
  private double[] churned(Step step, Marginal base, Marginal raised) {
    double[] x = step.x();
    if (raised.t() == base.t()) {
      return x;
    }
    Transition up = new Transition(raised, base);
    double[] faded = new Mix(up.fading(), 0.0).of(x, x);
    return step.churned(faded, churn.noise() * up.deviation());
  }

  /** α_t (y/α̂ + (σ̄_t − σ̂) slope). */
  private static double[] moved(double[] y, Marginal from, Marginal to, double[] slope) {
    double way = to.alpha() * (to.scaledSigma() - from.scaledSigma());
    return new Mix(to.alpha() / from.alpha(), way).of(y, slope);
  }

  @Override
  public Order order() {
    if (churn.isNone()) {
      return Order.ofFlow(2);
    }
    OptionalDouble weak = churn.noise() == 1.0 ? OptionalDouble.of(2) : OptionalDouble.empty();
    return new Order(OptionalDouble.empty(), OptionalDouble.empty(), weak);
  }

  @Override
  public int evaluationsPerStep() {
    return 2;
  }
}
