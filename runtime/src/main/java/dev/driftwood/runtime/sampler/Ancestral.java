package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.Transition;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.List;

/**
 * Ancestral sampling: a draw from the law of y_t given y_s and the denoised data,
 *
 * <pre>
 *   x ← (a σ_t²/σ_s²) x + (α_t v/σ_s²) x̂₀ + √v (σ_t/σ_s) ξ,     a = α_s/α_t,   v = σ_s² − a² σ_t²
 * </pre>
 *
 * <p>whose mean is (x + v · score)/a. Exact in one step where the data is a single point. One
 * evaluation a step; strong and weak order 1. At σ_t = 0 the step ends in x̂₀, without noise.
 *
 * <p>Source: J. Ho, A. Jain, P. Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020
 * (arXiv:2006.11239), equations 6 and 7; for VE, Y. Song et al. (arXiv:2011.13456), appendix F.
 *
 * @param sde the forward SDE
 */
record Ancestral(Sde sde) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Transition forward = Transition.between(sde, step.from(), step.to());
    double growth = 1.0 / forward.fading();
    Mix mean = new Mix(growth, growth * forward.scoreWeight());
    double[] next = mean.of(step.x(), soFar.get(0).drift());
    return step.arrive(step.noisy(next, forward.posteriorDeviation()));
  }

  @Override
  public Order order() {
    return Order.ofNoise(1, 1);
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
  }
}
