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
 * A linear multistep method for the probability flow: y_t = carry y_s + Σ_j w_j E_j over the last
 * evaluations, one of which is new.
 *
 * <p>One evaluation a step. The first steps use what evaluations there are, so whatever the order
 * of the rest, a path's error is of order 2 in the end. From T on that first error is small, as E
 * hardly changes where there is hardly anything but noise, and it is mostly the order of the rest
 * that is seen. A step that leaves no noise is one of order 1, where E is a polynomial of λ or t.
 *
 * @param sde the forward SDE
 * @param prediction what E is
 * @param evaluations how many that a step uses
 * @param weights how
 * @param cautious whether a grid of fewer than fifty steps ends with steps of fewer evaluations
 */
record Multistep(Sde sde, Prediction prediction, int evaluations, Weights weights, boolean cautious)
    implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    Past now = new Past(step.from(), step.x(), soFar.get(0).drift());
    List<Past> used = new ArrayList<>();
    used.add(now);
    used.addAll(step.past());
    used = used.subList(0, Orders.at(step, used.size(), evaluations, cautious, sde));
    return step.arrive(next(step, used), now);
  }

  private double[] next(Step step, List<Past> used) {
    List<Marginal> known = used.stream().map(past -> sde.marginal(past.t())).toList();
    List<double[]> values = new ArrayList<>();
    for (int j = 0; j < used.size(); j++) {
      values.add(prediction.value(known.get(j), used.get(j).x(), used.get(j).drift()));
    }
    Leg leg = new Leg(prediction, known.get(0), sde.marginal(step.to()));
    double[] each = used.size() == 1 ? new double[] {leg.first()} : weights.of(leg, known);
    return leg.end(step.x(), each, values);
  }

  @Override
  public Order order() {
    return Order.ofFlow(Math.min(evaluations, 2));
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
  }

  @Override
  public int memory() {
    return evaluations - 1;
  }
}
