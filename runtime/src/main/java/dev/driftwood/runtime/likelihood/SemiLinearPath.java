package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.sampler.flow.CubicQuadrature;
import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.Arrays;
import java.util.List;

/**
 * A path by a method that is exact in the linear part of the flow, with the divergence from its own
 * evaluations. With λ = ln(α/σ) and ε̂ = −(σ/g) a,
 *
 * <pre>
 *   ∫ ∇·(μ y − ½ g a) dt = D ln(α_T/α_tMin) − ∫ n dλ,    n = σ tr ∂ε̂/∂y
 * </pre>
 *
 * <p>For exact drifts n lies between 0 and D: it counts the dimensions in which there is more noise
 * than signal, is flat at both ends of λ, and so is integrated well by few points. It is taken
 * where steps begin and once more at T, and integrated by {@link CubicQuadrature}; so the order is
 * that of the method, at most 4. Probes are fresh at each point: their errors average out along the
 * way.
 *
 * <p>Costs the evaluations of the method and one more. Only those where steps begin are traced.
 */
final class SemiLinearPath implements DensityPath<SemiLinearState> {
  private final Sde sde;
  private final Probes probes;
  private final TimeGrid grid;
  private final GridStepper solver;
  private final double[] weights;

  SemiLinearPath(Sde sde, Probes probes, GridMethod method, TimeGrid grid) {
    if (!(sde.sigma(grid.first()) > 0.0)) {
      throw new IllegalArgumentException(
          "tmin: %s (expected: > 0 with a solver in ln(\u03b1/\u03c3), which has no end without noise)"
              .formatted(grid.first()));
    }
    this.sde = sde;
    this.probes = probes;
    this.grid = grid;
    this.solver = GridStepper.solving(method, grid);
    this.weights = weights(sde, grid);
  }

  private static double[] weights(Sde sde, TimeGrid grid) {
    double[] nodes = new double[grid.steps() + 1];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = sde.marginal(grid.at(i)).halfLogSnr();
    }
    return CubicQuadrature.weights(nodes);
  }

  @Override
  public SemiLinearState start(RowId id, double[] x) {
    double[] changes = new double[probes.replicates()];
    double linear = sde.logAlpha(grid.last()) - sde.logAlpha(grid.first());
    Arrays.fill(changes, x.length * linear);
    return new SemiLinearState(solver.start(id, x), Progress.start(), changes, Sketch.NONE);
  }

  @Override
  public Move<SemiLinearState> advance(SemiLinearState state, List<Evaluation> soFar) {
    if (state.progress().step() == grid.steps()) {
      return soFar.isEmpty()
          ? new Move.Ask<>(traced(state, state.x(), grid.last()))
          : new Move.Moved<>(passed(state, state.path(), soFar));
    }
    Move<GridState> move = solver.advance(state.path(), soFar);
    if (move instanceof Move.Moved<GridState> moved) {
      return new Move.Moved<>(passed(state, moved.state(), soFar));
    }
    Query query = ((Move.Ask<GridState>) move).query();
    return new Move.Ask<>(soFar.isEmpty() ? traced(state, query.x(), query.t()) : query);
  }

  private Query traced(SemiLinearState state, double[] y, double t) {
    return directions(state).query(y, t, state.id().label());
  }

  private TraceDirections directions(SemiLinearState state) {
    return probes.directions(state.id(), state.progress().step(), state.x().length, state.sketch());
  }

  private SemiLinearState passed(SemiLinearState state, GridState next, List<Evaluation> soFar) {
    int node = state.progress().step();
    double t = grid.at(node);
    Marginal here = sde.marginal(t);
    // −∫ n dλ, and n = −σ (σ/g) tr ∂a/∂y.
    double weight = weights[node] * here.sigma() * here.sigmaOverG();
    TraceDirections directions = directions(state);
    double[] traces = directions.estimates(sde, t, soFar.get(0));
    double[] changes = state.changes().clone();
    Vectors.add(changes, weight, traces);
    Outcome outcome = node == grid.steps() ? Outcome.DONE : Outcome.RUNNING;
    Progress progress = state.progress().stepped(Evaluation.cost(soFar), outcome);
    return new SemiLinearState(next, progress, changes, directions.next(sde, t, soFar.get(0)));
  }

  @Override
  public SemiLinearState end(SemiLinearState state, int evaluations, Outcome outcome) {
    return state.ended(evaluations, outcome);
  }

  @Override
  public double[] row(SemiLinearState state) {
    return state.x();
  }

  @Override
  public Estimate change(SemiLinearState state) {
    return probes.mean(state.changes(), state.x().length);
  }
}
