package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import java.util.List;

/**
 * The Euler–Maruyama method for the {@link GenerativeFamily}, from T down to tMin:
 *
 * <pre>
 *   x ← x + h [(1 − λ/2) g a(x, t) − μ x] + √h √(1 − λ) g ξ,   h = t_i − t_(i+1)
 * </pre>
 *
 * <p>with coefficients at t_i and ξ drawn under {@link Purpose#SOLVER} with step i. The last step
 * adds no noise, so the result is the mean at tMin. One evaluation a step; strong and weak order 1,
 * the noise being additive, but for the noise left out at the end, whose deviation is √h √(1 − λ)
 * g.
 *
 * <p>Source: P. Kloeden, E. Platen, "Numerical solution of stochastic differential equations",
 * Springer 1992, section 10.2.
 */
public final class EulerMaruyama implements Stepper<GridState> {
  private final GenerativeFamily family;
  private final TimeGrid grid;
  private final NoiseStream noise;

  /**
   * The method on a grid.
   *
   * @throws IllegalArgumentException if the grid does not run downwards
   */
  public EulerMaruyama(GenerativeFamily family, TimeGrid grid, NoiseStream noise) {
    if (!(grid.first() > grid.last())) {
      throw new IllegalArgumentException(
          "grid: from " + grid.first() + " to " + grid.last() + " (expected: decreasing times)");
    }
    this.family = family;
    this.grid = grid;
    this.noise = noise;
  }

  @Override
  public GridState start(RowId id, double[] x) {
    return new GridState(id, Progress.start(), x);
  }

  @Override
  public Move<GridState> advance(GridState state, List<Evaluation> soFar) {
    int i = state.progress().step();
    if (soFar.isEmpty()) {
      return new Move.Ask<>(new Query(state.x(), grid.at(i), state.id().label()));
    }
    double[] next = mean(state.x(), soFar.get(0).drift(), i);
    if (i + 1 < grid.steps()) {
      addNoise(next, state.id(), i);
    }
    return new Move.Moved<>(state.moved(next, soFar.size(), grid.steps()));
  }

  @Override
  public GridState end(GridState state, int evaluations, Outcome outcome) {
    return state.ended(evaluations, outcome);
  }

  private double[] mean(double[] x, double[] drift, int i) {
    Sde sde = family.sde();
    double h = grid.at(i) - grid.at(i + 1);
    double keep = 1.0 - h * sde.mu(grid.at(i));
    double weight = h * family.driftWeight(grid.at(i));
    double[] next = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      next[d] = keep * x[d] + weight * drift[d];
    }
    return next;
  }

  private void addNoise(double[] x, RowId id, int i) {
    double scale = Math.sqrt(grid.at(i) - grid.at(i + 1)) * family.noise(grid.at(i));
    if (scale == 0.0) {
      return;
    }
    double[] xi = new double[x.length];
    noise.normals(id.key(), Purpose.SOLVER, id.draw(), 0, i, xi);
    for (int d = 0; d < x.length; d++) {
      x[d] += scale * xi[d];
    }
  }
}
