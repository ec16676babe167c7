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
 * The reverse diffusion sampler: the forward step over [t, s] with its noise turned round,
 *
 * <pre>
 *   x ← (2 − a) x + v · score(x, s) + √v ξ,     a = α_s/α_t,   v = σ_s² − a² σ_t²
 * </pre>
 *
 * <p>with the exact forward {@link Transition}, so that on VP a = √(1 − β_i) and v = β_i as the
 * authors have it, on VE a = 1, and every other SDE has its own. One evaluation a step; strong and
 * weak order 1.
 *
 * <p>Source: Y. Song et al. (arXiv:2011.13456), equation 46 and appendix E.
 *
 * @param sde the forward SDE
 */
record ReverseDiffusion(Sde sde) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Transition forward = Transition.between(sde, step.from(), step.to());
    Mix mean = new Mix(2.0 - forward.fading(), forward.scoreWeight());
    double[] next = mean.of(step.x(), soFar.get(0).drift());
    return step.arrive(step.noisy(next, forward.deviation()));
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
