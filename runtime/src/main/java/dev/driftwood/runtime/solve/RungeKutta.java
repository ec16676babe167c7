package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * An explicit Runge–Kutta method on a fixed grid, in either direction of time.
 *
 * <p>Costs {@link ButcherTableau#evaluationsPerStep()} evaluations a step.
 *
 * @param system the equation
 * @param tableau the coefficients
 */
public record RungeKutta(OdeSystem system, ButcherTableau tableau) implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    OdeSystem here = system.at(step.index());
    Stages stages = new Stages(here, tableau, step.id(), step.from(), step.to(), step.x());
    List<double[]> slopes = stages.slopes(List.of(), soFar);
    if (slopes.size() < tableau.evaluationsPerStep()) {
      return new Move.Ask<>(stages.query(slopes));
    }
    return step.arrive(stages.result(slopes));
  }

  @Override
  public Order order() {
    return Order.ofFlow(tableau.order());
  }

  @Override
  public int evaluationsPerStep() {
    return tableau.evaluationsPerStep();
  }
}
