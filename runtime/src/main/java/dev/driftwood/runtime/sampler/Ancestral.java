package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.List;

/**
 * Ancestral sampling: the law of y_t given y_s and the denoised x̂₀,
 *
 * <pre>
 *   x ← (a σ_t²/σ_s²) x + (α_t v/σ_s²) x̂₀ + √v (σ_t/σ_s) ξ,   a = α_s/α_t,   v = σ_s² − a² σ_t²
 * </pre>
 *
 * <p>One evaluation a step.
 *
 * <p>Source: J. Ho, A. Jain, P. Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020
 * (arXiv:2006.11239), equations 6 and 7.
 *
 * @param sde the forward SDE
 */
record Ancestral(Sde sde) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Marginal s = sde.marginal(step.from());
    Marginal t = sde.marginal(step.to());
    double a = s.alpha() / t.alpha();
    double v = s.sigma() * s.sigma() - a * a * t.sigma() * t.sigma();
    double ratio = t.sigma() / s.sigma();
    double weight = t.alpha() * v / (s.sigma() * s.sigma());
    double[] x = step.x();
    double[] data = s.data(x, soFar.get(0).drift());
    double[] mean = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      mean[d] = a * ratio * ratio * x[d] + weight * data[d];
    }
    return step.arrive(step.noisy(mean, Math.sqrt(v) * ratio));
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
