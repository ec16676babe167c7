package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.AdaptiveState;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.EmbeddedPair;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.RungeKutta;
import dev.driftwood.runtime.solve.Stepper;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.Arrays;
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
  private final DensityFlow flow;
  private final Stepper<S> solver;
  private final double tMin;

  private FlowLikelihood(DensityFlow flow, Stepper<S> solver, double tMin) {
    this.flow = flow;
    this.solver = solver;
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
    return new FlowLikelihood<>(flow, pair, tMin);
  }

  /**
   * The method with a fixed-step solver.
   *
   * @param grid increasing times from tMin to T
   * @throws IllegalArgumentException if the grid is not such
   */
  public static FlowLikelihood<GridState> onGrid(
      Sde sde, Probes probes, ButcherTableau tableau, TimeGrid grid) {
    if (!(grid.first() < grid.last() && grid.last() == Sde.HORIZON)) {
      throw new IllegalArgumentException(
          "grid: from " + grid.first() + " to " + grid.last() + " (expected: increasing to 1)");
    }
    DensityFlow flow = new DensityFlow(sde, probes);
    GridStepper solver = GridStepper.solving(new RungeKutta(flow, tableau), grid);
    return new FlowLikelihood<>(flow, solver, grid.first());
  }

  @Override
  public FlowLikelihoodState<S> start(RowId id, double[] x) {
    S path = solver.start(id, flow.augmented(x));
    boolean gapKnown = flow.sde().sigma(tMin) == 0.0;
    return new FlowLikelihoodState<>(path, gapKnown, 0.0, 0, Outcome.RUNNING);
  }

  @Override
  public Move<FlowLikelihoodState<S>> advance(
      FlowLikelihoodState<S> state, List<Evaluation> soFar) {
    if (!state.gapKnown()) {
      return gap(state, soFar);
    }
    Move<S> move = solver.advance(state.path(), soFar);
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
    int dimension = flow.dimension(state.x());
    double[] y = Arrays.copyOf(state.x(), dimension);
    Estimate divergence =
        Estimate.ofIndependent(Arrays.copyOfRange(state.x(), dimension, state.x().length));
    boolean exact = flow.probes().law() == Probes.Law.EXACT;
    return new LikelihoodTerms(
        flow.sde().priorLogDensity(y),
        divergence.mean(),
        Double.NaN,
        exact ? 0.0 : divergence.standardError(),
        state.gap(),
        state.progress().evaluations(),
        state.progress().outcome());
  }

  private Move<FlowLikelihoodState<S>> gap(FlowLikelihoodState<S> state, List<Evaluation> soFar) {
    Sde sde = flow.sde();
    RowId id = state.id();
    double[] x = Arrays.copyOf(state.x(), flow.dimension(state.x()));
    NoisedPoint point =
        NoisedPoint.of(sde, flow.probes().noise(), id, x, tMin, NoisedPoint.GAP_STEP);
    if (soFar.isEmpty()) {
      return new Move.Ask<>(new Query(point.y(), tMin, id.label()));
    }
    double fixed = x.length * (0.5 + sde.logAlpha(tMin));
    double gap = fixed - point.loss(sde, soFar.get(0).drift());
    return new Move.Moved<>(state.withGap(gap, Evaluation.cost(soFar)));
  }
}
