package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Past;
import dev.driftwood.runtime.solve.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * UniPC for data prediction: a predictor of order p, and a corrector of order p + 1 that costs
 * nothing. With r_j the places of the evaluations E_j in units of the step in λ,
 *
 * <pre>
 *   y_t = carry y + first E₀ − α_t B(z) Σ_j ρ_j (E_j − E₀)/r_j,   z = −(λ_t − λ_s)
 *   Σ_j r_j^(i−1) ρ_j = i! z φ_(i+1)(z)/B(z),   i from 1
 * </pre>
 *
 * <p>over the p − 1 evaluations before E₀ to predict, and over the one at t (r = 1) as well to
 * correct; where there is one ρ only, it is ½. The evaluation at the beginning of a step was made
 * at the predicted state: it corrects that state first, then predicts from the corrected one. What
 * is left behind is the corrected state with the drift that stands there for the x̂₀ found.
 *
 * <p>One evaluation a step; the end is not corrected. The first step is one of order 2, so a path's
 * error is of order p + 1 up to 3. Grids of fewer than fifty steps end with steps of lower order,
 * and a step that leaves no noise is one of order 1.
 *
 * <p>Source: W. Zhao et al., "UniPC: a unified predictor-corrector framework for fast sampling of
 * diffusion models", NeurIPS 2023 (arXiv:2302.04867), algorithms 5 to 8 and section 3.
 *
 * @param sde the forward SDE
 * @param p the order of the predictor, 1 to 3
 * @param exponential whether B(z) is e^z − 1, the paper's B₂, rather than z, its B₁
 */
record UniPc(Sde sde, int p, boolean exponential) implements GridMethod {
  UniPc {
    Orders.require(p, 3);
  }

  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Past predicted = new Past(step.from(), step.x(), soFar.get(0).drift());
    Past corrected = step.past().isEmpty() ? predicted : corrected(step, predicted);
    List<Past> used = new ArrayList<>();
    used.add(corrected);
    used.addAll(step.past());
    used = used.subList(0, Orders.at(step, used.size(), p, true, sde));
    Marginal to = sde.marginal(step.to());
    return step.arrive(next(used, to, List.of()), corrected);
  }

  private Past corrected(Step step, Past predicted) {
    List<Past> past = step.past();
    int before = Orders.at(step.index() - 1, step.grid().steps(), p, true);
    Marginal here = sde.marginal(predicted.t());
    List<Past> used = past.subList(0, Math.min(before, past.size()));
    double[] x = next(used, here, List.of(predicted));
    return new Past(predicted.t(), x, moved(here, predicted, x));
  }

  /** The drift that stands at x for the x̂₀ that was found elsewhere. */
  private static double[] moved(Marginal here, Past found, double[] x) {
    double weight = here.sigma() * here.sigmaOverG();
    double[] drift = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      drift[d] = found.drift()[d] + (found.x()[d] - x[d]) / weight;
    }
    return drift;
  }

  /** The state at the end of a leg from the latest evaluation, with or without one made there. */
  private double[] next(List<Past> used, Marginal to, List<Past> made) {
    List<Past> all = new ArrayList<>(used);
    all.addAll(made);
    List<Marginal> known = all.stream().map(past -> sde.marginal(past.t())).toList();
    List<double[]> values = new ArrayList<>();
    for (int j = 0; j < all.size(); j++) {
      values.add(Prediction.DATA.value(known.get(j), all.get(j).x(), all.get(j).drift()));
    }
    Leg leg = new Leg(Prediction.DATA, known.get(0), to);
    double[] places = known.stream().skip(1).mapToDouble(leg::place).toArray();
    return leg.end(used.get(0).x(), weights(leg, places), values);
  }

  private double[] weights(Leg leg, double[] places) {
    double[] weights = new double[places.length + 1];
    weights[0] = leg.first();
    double[] rho = places.length == 0 ? places : rho(leg.z(), places);
    for (int j = 0; j < places.length; j++) {
      double weight = -leg.to().alpha() * b(leg.z()) * rho[j] / places[j];
      weights[j + 1] = weight;
      weights[0] -= weight;
    }
    return weights;
  }

  private double[] rho(double z, double[] places) {
    if (places.length == 1) {
      return new double[] {0.5};
    }
    double[] moments = new double[places.length];
    for (int i = 1; i <= places.length; i++) {
      moments[i - 1] = Phi.factorial(i) * z * Phi.of(i + 1, z) / b(z);
    }
    return Vandermonde.solve(places, moments);
  }

  private double b(double z) {
    return exponential ? StrictMath.expm1(z) : z;
  }

  @Override
  public Order order() {
    return Order.ofFlow(Math.min(p + 1, 3));
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
  }

  @Override
  public int memory() {
    return p;
  }
}
