package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.List;

/**
 * The Euler–Maruyama method for the {@link GenerativeFamily}:
 *
 * <pre>
 *   x ← x + h [(1 − λ/2) g a(x, t) − μ x] + √h √(1 − λ) g ξ,   h = t_i − t_(i+1)
 * </pre>
 *
 * <p>with coefficients at t_i. One evaluation a step; strong and weak order 1, the noise being
 * additive, but for the noise left out at the end, whose deviation is √h √(1 − λ) g.
 *
 * <p>Source: P. Kloeden, E. Platen, "Numerical solution of stochastic differential equations",
 * Springer 1992, section 10.2.
 *
 * @param family the process
 */
record EulerMaruyama(GenerativeFamily family) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    double deviation = Math.sqrt(step.from() - step.to()) * family.noise(step.from());
    return step.arrive(step.noisy(mean(step, soFar.get(0).drift()), deviation));
  }

  @Override
  public Order order() {
    return family.lambda() == 1.0 ? Order.ofFlow(1) : Order.ofNoise(1, 1);
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
  }

  private double[] mean(Step step, double[] drift) {
    Sde sde = family.sde();
    double h = step.from() - step.to();
    double keep = 1.0 - h * sde.mu(step.from());
    double weight = h * family.driftWeight(step.from());
    double[] x = step.x();
    double[] next = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      next[d] = keep * x[d] + weight * drift[d];
    }
    return next;
  }
}
