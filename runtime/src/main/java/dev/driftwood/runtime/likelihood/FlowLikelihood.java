package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.AdaptiveState;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.EmbeddedPair;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.RungeKutta;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.List;

/**
 * The log-density of the probability flow: y(tMin) = x, integrated forward to T,
 *
 * <pre>
 *   ln p(x) = ln π(y_T) + ∫ ∇·(μ y − ½ g a) dt
 * </pre>
 *
 * <p>with the standard error over the probes. What is evaluated is p at tMin; the gap estimates the
 * difference to a bound at time 0 as reconstruction minus entropy, from one draw y = α x + σ ε at
 * tMin:
 *
 * <pre>
 *   ln N(x; x̂₀(y), (σ/α)² I) + H(y | x) = D/2 + D ln α − ½ ‖ε + (σ/g) a(y, tMin)‖²
 * </pre>
 *
 * <p>(0 where σ(tMin) = 0). It costs one evaluation; the rest are the solver's.
 *
 * <p>Source: Song et al. (arXiv:2011.13456), section D.2; for the gap D. Kim et al.
 * (arXiv:2106.05527), on reconstruction terms.
 *
 * @param <S> the solver's state
 */
public final class FlowLikelihood<S extends RowState>
    implements LikelihoodStepper<FlowLikelihoodState<S>> {
  private final Sde sde;
  private final NoiseStream noise;
  private final DensityPath<S> path;
  private final double tMin;

  private FlowLikelihood(Sde sde, NoiseStream noise, DensityPath<S> path, double tMin) {
    this.sde = sde;
    this.noise = noise;
    this.path = path;
    this.tMin = tMin;
  }

  /**
   * The method with an adaptive solver.
   *
   * @param tableau of an embedded pair
   * @param tMin where the row enters, in [0, 1)
   */
  public static FlowLikelihood<AdaptiveState> adaptive(
      Sde sde, Probes probes, ButcherTableau tableau, double tMin, Tolerance tolerance) {
    DensityFlow flow = new DensityFlow(sde, probes);
    EmbeddedPair pair = new EmbeddedPair(flow, tableau, tMin, Sde.HORIZON, tolerance);
    return new FlowLikelihood<>(sde, probes.noise(), new AugmentedPath<>(flow, pair), tMin);
  }

  /**
   * The method with a fixed-step solver, and fresh probes for each step.
   *
   * @param grid increasing times from tMin to T
   * @throws IllegalArgumentException if the grid is not such
   */
  public static FlowLikelihood<GridState> onGrid(
      Sde sde, Probes probes, ButcherTableau tableau, TimeGrid grid) {
    requireUpwards(grid);
    DensityFlow flow = new DensityFlow(sde, probes);
    GridStepper solver = GridStepper.solving(new RungeKutta(flow, tableau), grid);
    return new FlowLikelihood<>(
        sde, probes.noise(), new AugmentedPath<>(flow, solver), grid.first());
  }

  /**
   * The method with a solver that is exact in the linear part of the flow, and fresh probes at each
   * time of the grid.
   *
   * @param method for the probability flow, whose steps begin with an evaluation where they begin
   * @param grid increasing times from tMin to T
   * @throws IllegalArgumentException if the grid is not such, or there is no noise at tMin
   */
  public static FlowLikelihood<SemiLinearState> semiLinear(
      Sde sde, Probes probes, GridMethod method, TimeGrid grid) {
    requireUpwards(grid);
    SemiLinearPath path = new SemiLinearPath(sde, probes, method, grid);
    return new FlowLikelihood<>(sde, probes.noise(), path, grid.first());
  }

  private static void requireUpwards(TimeGrid grid) {
    if (!(grid.first() < grid.last() && grid.last() == Sde.HORIZON)) {
      throw new IllegalArgumentException(
          "grid: from " + grid.first() + " to " + grid.last() + " (expected: increasing to 1)");
    }
  }

  @Override
  public FlowLikelihoodState<S> start(RowId id, double[] x) {
    boolean gapKnown = sde.sigma(tMin) == 0.0;
    return new FlowLikelihoodState<>(path.start(id, x), gapKnown, Gap.NONE, 0, Outcome.RUNNING);
  }

  @Override
  public Move<FlowLikelihoodState<S>> advance(
      FlowLikelihoodState<S> state, List<Evaluation> soFar) {
    if (!state.gapKnown()) {
      return gap(state, soFar);
    }
    Move<S> move = path.advance(state.path(), soFar);
    if (move instanceof Move.Moved<S> moved) {
      return new Move.Moved<>(state.along(moved.state()));
    }
    return new Move.Ask<>(((Move.Ask<S>) move).query());
  }

  @Override
  public FlowLikelihoodState<S> end(
      FlowLikelihoodState<S> state, int evaluations, Outcome outcome) {
    return state.failed(evaluations, outcome);
  }

  @Override
  public LikelihoodTerms terms(FlowLikelihoodState<S> state) {
    return new LikelihoodTerms(
        sde.priorLogDensity(path.row(state.path())),
        path.change(state.path()),
        Double.NaN,
        state.gap(),
        state.progress().evaluations(),
        state.progress().outcome());
  }

  private Move<FlowLikelihoodState<S>> gap(FlowLikelihoodState<S> state, List<Evaluation> soFar) {
    RowId id = state.id();
    double[] x = path.row(state.path());
    NoisedPoint point = NoisedPoint.of(sde, noise, id, x, tMin, NoisedPoint.GAP_STEP);
    if (soFar.isEmpty()) {
      return new Move.Ask<>(new Query(point.y(), tMin, id.label()));
    }
    double spread =
        0.5 * x.length * StrictMath.log(2.0 * Math.PI * sde.sigma(tMin) * sde.sigma(tMin));
    double loss = point.loss(sde, soFar.get(0).drift());
    Gap gap = Gap.of(x.length * sde.logAlpha(tMin) - spread - loss, spread + 0.5 * x.length);
    return new Move.Moved<>(state.withGap(gap, Evaluation.cost(soFar)));
  }
}
