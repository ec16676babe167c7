package dev.driftwood.runtime.solve;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An embedded pair of orders 5 and 4 with step-size control of its own for every row, in either
 * direction of time.
 *
 * <p>Each step costs six evaluations, accepted or not: the seventh slope of an accepted step is the
 * first of the next. Two more choose the first step. A row ends with {@link Outcome#STEP_LIMIT} or
 * {@link Outcome#STEP_TOO_SMALL} where the control cannot reach the end.
 */
public final class EmbeddedPair implements SamplingStepper<AdaptiveState> {
  private final OdeSystem system;
  private final ButcherTableau pair;
  private final double start;
  private final double end;
  private final Tolerance tolerance;

  /**
   * The method between two times of [0, 1].
   *
   * @param pair one whose last stage is the first of the next step
   */
  public EmbeddedPair(
      OdeSystem system, ButcherTableau pair, double start, double end, Tolerance tolerance) {
    TimeGrid.of(start, end);
    this.system = system;
    this.pair = pair;
    this.start = start;
    this.end = end;
    this.tolerance = tolerance;
  }

  @Override
  public AdaptiveState start(RowId id, double[] x) {
    return new AdaptiveState(
        id, Progress.start(), x, start, 0.0, new double[0], StepControl.FIRST_ERROR, false);
  }

  @Override
  public Move<AdaptiveState> advance(AdaptiveState state, List<Evaluation> soFar) {
    return state.h() == 0.0 ? begin(state, soFar) : step(state, soFar);
  }

  @Override
  public AdaptiveState end(AdaptiveState state, int evaluations, Outcome outcome) {
    return state.with(state.progress().used(evaluations, outcome));
  }

  @Override
  public OptionalDouble reached(AdaptiveState state) {
    boolean stepped = state.progress().step() > 0 && !state.rejected();
    return stepped ? OptionalDouble.of(state.t()) : OptionalDouble.empty();
  }

  private Move<AdaptiveState> begin(AdaptiveState state, List<Evaluation> soFar) {
    double[] x = state.x();
    if (soFar.isEmpty()) {
      return new Move.Ask<>(system.query(state.id(), start, x));
    }
    ErrorNorm norm = norm(x);
    double[] slope = system.slope(state.id(), start, x, soFar.get(0));
    double slopeNorm = norm.of(slope, x, x);
    double guess = InitialStep.guess(norm.of(x, x, x), slopeNorm, Math.abs(end - start));
    double signed = Math.copySign(guess, end - start);
    double[] probe = combination(x, signed, slope);
    double probeTime = within(start, signed);
    if (soFar.size() == 1) {
      return new Move.Ask<>(system.query(state.id(), probeTime, probe));
    }
    double[] probeSlope = system.slope(state.id(), probeTime, probe, soFar.get(1));
    double curvature = norm.of(combination(probeSlope, -1.0, slope), x, x) / guess;
    double size = InitialStep.choose(guess, slopeNorm, curvature, pair.order());
    Progress progress = state.progress().used(Evaluation.cost(soFar), Outcome.RUNNING);
    return new Move.Moved<>(state.begun(Math.copySign(size, end - start), slope, progress));
  }

  private Move<AdaptiveState> step(AdaptiveState state, List<Evaluation> soFar) {
    double next = within(state.t(), state.h());
    Stages stages = new Stages(system, pair, state.id(), state.t(), next, state.x());
    List<double[]> slopes = stages.slopes(List.of(state.slope()), soFar);
    if (slopes.size() < pair.stages()) {
      return new Move.Ask<>(stages.query(slopes));
    }
    double[] x = stages.result(slopes);
    double error = norm(x).of(stages.error(slopes), state.x(), x);
    AdaptiveState moved =
        error <= 1.0
            ? accepted(state, next, x, slopes.get(pair.stages() - 1), error, Evaluation.cost(soFar))
            : rejected(state, next, error, Evaluation.cost(soFar));
    return new Move.Moved<>(moved);
  }

  private AdaptiveState accepted(
      AdaptiveState state, double next, double[] x, double[] slope, double error, int used) {
    double h = (next - state.t()) * StepControl.growth(error, state.lastError(), state.rejected());
    Outcome outcome = next == end ? Outcome.DONE : unfinished(state, next, h);
    Progress progress = state.progress().stepped(used, outcome);
    double lastError = Math.max(error, StepControl.FIRST_ERROR);
    return new AdaptiveState(state.id(), progress, x, next, h, slope, lastError, false);
  }

  private AdaptiveState rejected(AdaptiveState state, double next, double error, int used) {
    double h = (next - state.t()) * StepControl.shrinkage(error);
    return state.retried(h, state.progress().stepped(used, unfinished(state, state.t(), h)));
  }

  private Outcome unfinished(AdaptiveState state, double t, double h) {
    if (within(t, h) == t) {
      return Outcome.STEP_TOO_SMALL;
    }
    boolean last = state.progress().step() + 1 >= tolerance.maxSteps();
    return last ? Outcome.STEP_LIMIT : Outcome.RUNNING;
  }

  /** The time one step on; the end where the step would come within a hundredth of itself to it. */
  private double within(double t, double h) {
    return Math.abs(end - t) <= 1.01 * Math.abs(h) ? end : t + h;
  }

  private ErrorNorm norm(double[] z) {
    return new ErrorNorm(tolerance, system.dimension(z));
  }

  private static double[] combination(double[] x, double factor, double[] y) {
    double[] sum = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      sum[d] = x[d] + factor * y[d];
    }
    return sum;
  }
}
