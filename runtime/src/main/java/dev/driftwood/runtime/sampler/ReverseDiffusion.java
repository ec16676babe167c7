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
 * The reverse-diffusion predictor: the forward transition from t to s with the sign of its drift
 * changed,
 *
 * <pre>
 *   x ← (2 − a) x + v · score + √v ξ,   a = α_s/α_t,   v = σ_s² − a² σ_t²
 * </pre>
 *
 * <p>One evaluation a step.
 *
 * <p>Source: Y. Song et al. (arXiv:2011.13456), appendix E.
 *
 * @param sde the forward SDE
 */
record ReverseDiffusion(Sde sde) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Marginal s = sde.marginal(step.from());
    Marginal t = sde.marginal(step.to());
    double a = s.alpha() / t.alpha();
    double v = s.sigma() * s.sigma() - a * a * t.sigma() * t.sigma();
    double weight = v * s.sigmaOverG() / s.sigma();
    double[] x = step.x();
    double[] drift = soFar.get(0).drift();
    double[] mean = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      mean[d] = (2.0 - a) * x[d] + weight * drift[d];
    }
    return step.arrive(step.noisy(mean, Math.sqrt(v)));
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
