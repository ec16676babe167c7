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
 * Denoising diffusion implicit models:
 *
 * <pre>
 *   x ← α_t x̂₀ + √(σ_t² − σ_η²) ε̂ + σ_η ξ,     σ_η = η √v σ_t/σ_s
 * </pre>
 *
 * <p>with v of the forward {@link Transition}. η = 0 is deterministic, of order 1: Euler's step of
 * the probability flow in y/α against σ/α, which is also exponential Euler in ln(α/σ). η = 1 is
 * {@link Ancestral}. Between them it follows the SDE whose noise is η g, with strong and weak order
 * 1. One evaluation a step.
 *
 * <p>Source: J. Song, C. Meng, S. Ermon, "Denoising diffusion implicit models", ICLR 2021
 * (arXiv:2010.02502), equations 12 and 16.
 *
 * @param sde the forward SDE
 * @param eta η, from 0 to 1
 */
record Ddim(Sde sde, double eta) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Transition forward = Transition.between(sde, step.from(), step.to());
    double[] next = mean(forward).of(step.x(), soFar.get(0).drift());
    return step.arrive(step.noisy(next, eta * forward.posteriorDeviation()));
  }

  /** α_t x̂₀ + √(σ_t² − σ_η²) ε̂, with x̂₀ = (x − σ_s ε̂)/α_s. */
  private Mix mean(Transition forward) {
    double growth = 1.0 / forward.fading();
    double kept = forward.to().sigma() * Math.sqrt(1.0 - eta * eta * forward.newShare());
    double removed = growth * forward.from().sigma() - kept;
    return new Mix(growth, removed * forward.from().sigmaOverG());
  }

  @Override
  public Order order() {
    return eta == 0.0 ? Order.ofFlow(1) : Order.ofNoise(1, 1);
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
  }
}
