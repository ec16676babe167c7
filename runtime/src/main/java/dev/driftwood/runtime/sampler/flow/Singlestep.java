package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Singlestep DPM-Solver for noise, DPM-Solver++ (2S, 3S) for data: an exponential Runge–Kutta
 * method in λ, whose evaluations lie within the step. With legs from the beginning to r h and E_i
 * the evaluations,
 *
 * <pre>
 *   order 1:  y_t = carry y + first E₀
 *   order 2:  E₁ at r = 1/2 by order 1;  y_t = carry y + first E₁
 *   order 3:  E₁ at r = 1/3 by order 1;
 *             E₂ at r = 2/3 by carry y + first E₀ + 2 moment(1) (E₁ − E₀);
 *             y_t = carry y + first E₀ + (3/2) moment(1) (E₂ − E₀)
 * </pre>
 *
 * <p>As many evaluations a step as the order, which it has whatever the grid. A step that leaves no
 * noise, where λ has no end, goes by {@value #LAST_STRETCH} in λ first and takes its last
 * evaluation for the rest.
 *
 * <p>Source: C. Lu et al., "DPM-Solver", NeurIPS 2022 (arXiv:2206.00927), algorithms 1 and 2;
 * "DPM-Solver++", 2022 (arXiv:2211.01095), algorithm 1.
 *
 * @param sde the forward SDE
 * @param prediction what E is
 * @param stages its order, 1 to 3
 */
record Singlestep(Sde sde, Prediction prediction, int stages) implements GridMethod {
  private static final double LAST_STRETCH = 4.0;

  Singlestep {
    Orders.require(stages, 3);
  }

  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    Marginal from = sde.marginal(step.from());
    Marginal to = sde.marginal(step.to());
    Leg leg = new Leg(prediction, from, to.sigma() == 0.0 ? later(from, LAST_STRETCH) : to);
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i <= soFar.size() && i < stages; i++) {
      Leg part = new Leg(prediction, from, later(from, leg.h() * i / stages));
      double[] x = i == 0 ? step.x() : part.end(step.x(), stage(part, i), values);
      if (i == soFar.size()) {
        return step.ask(x, i == 0 ? step.from() : part.to().t());
      }
      values.add(prediction.value(i == 0 ? from : part.to(), x, soFar.get(i).drift()));
    }
    double[] next = leg.end(step.x(), whole(leg), values);
    return step.arrive(to.sigma() == 0.0 ? rest(leg.to(), to, next, values) : next);
  }

  private Marginal later(Marginal from, double h) {
    return sde.marginal(sde.timeOfLogSnr(2.0 * (from.halfLogSnr() + h)));
  }

  private double[] rest(Marginal from, Marginal to, double[] x, List<double[]> values) {
    Leg leg = new Leg(prediction, from, to);
    return leg.end(x, new double[] {leg.first()}, List.of(values.get(stages - 1)));
  }

  private static double[] stage(Leg part, int i) {
    double slope = 2.0 * part.moment(1);
    return i == 1 ? new double[] {part.first()} : new double[] {part.first() - slope, slope};
  }

  private double[] whole(Leg leg) {
    double slope = 1.5 * leg.moment(1);
    return switch (stages) {
      case 1 -> new double[] {leg.first()};
      case 2 -> new double[] {0.0, leg.first()};
      default -> new double[] {leg.first() - slope, 0.0, slope};
    };
  }

  @Override
  public Order order() {
    return Order.ofFlow(stages);
  }

  @Override
  public int evaluationsPerStep() {
    return stages;
  }
}
