package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * An explicit Runge–Kutta method on a fixed grid, in either direction of time.
 *
 * <p>Costs {@link ButcherTableau#evaluationsPerStep()} evaluations a step.
 */
final class RungeKutta implements Stepper<GridState> {
  private final OdeSystem system;
  private final ButcherTableau tableau;
  private final TimeGrid grid;

  /** The method on a grid. */
  public RungeKutta(OdeSystem system, ButcherTableau tableau, TimeGrid grid) {
    this.system = system;
    this.tableau = tableau;
    this.grid = grid;
  }

  @Override
  public GridState start(RowId id, double[] x) {
    return new GridState(id, Progress.start(), x);
  }

  @Override
  public Move<GridState> advance(GridState state, List<Evaluation> soFar) {
    int i = state.progress().step();
    Stages stages = new Stages(system, tableau, state.id(), grid.at(i), grid.at(i + 1), state.x());
    List<double[]> slopes = stages.slopes(List.of(), soFar);
    if (slopes.size() < tableau.evaluationsPerStep()) {
      return new Move.Ask<>(stages.query(slopes));
    }
    return new Move.Moved<>(state.moved(stages.result(slopes), soFar.size(), grid.steps()));
  }

  @Override
  public GridState end(GridState state, int evaluations, Outcome outcome) {
    return state.ended(evaluations, outcome);
  }
}
