package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.noise.BrownianPath;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.SamplingStepper;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The reverse SDE with a step size of its own for every row. With F(x, t) = g a − μ x and the
 * Brownian increment ΔW from t to t − h,
 *
 * <pre>
 *   x′ = x + h F(x, t) + g(t) ΔW                    Euler–Maruyama
 *   x″ = ½ (x′ + x + h F(x′, t − h) + g(t − h) ΔW)   stochastic improved Euler
 *   E  = ‖(x′ − x″)/δ‖/√D,   δ = max(atol, rtol max(|x′|, |x′ of the step before|))
 * </pre>
 *
 * <p>x″ is taken where E ≤ 1; the next step is at most 0.9 h E^−0.9, rounded down by up to a
 * sixteenth to a time with few binary digits, at which a {@link BrownianPath} is cheap. The
 * increments are those of one path, so that a rejected step sees the same path again, and the
 * tolerances choose the steps but not the path. Two evaluations a step, one after a rejected one.
 * The noise of the step that ends at tMin is left out. A row ends with {@link Outcome#STEP_LIMIT},
 * or with {@link Outcome#STEP_TOO_SMALL} below the resolution of the path.
 *
 * <p>atol is in units of the data: the source takes 0.0078, a grey value, for data in [−1, 1], and
 * rtol from 0.01 to 0.5.
 *
 * <p>Source: A. Jolicoeur-Martineau et al., "Gotta go fast when generating data with score-based
 * models" (arXiv:2105.14080), algorithm 1, where every try draws fresh noise.
 *
 * @param sde the forward SDE
 * @param tMin where it ends, in [0, 1)
 * @param tolerance what a step may get wrong
 * @param noise where the path comes from
 */
record AdaptiveSde(Sde sde, double tMin, Tolerance tolerance, NoiseStream noise)
    implements SamplingStepper<AdaptiveNoiseState> {
  private static final double FIRST_STEP = 0.01;
  private static final double SAFETY = 0.9;
  private static final double EXPONENT = -0.9;
  private static final int ROUNDING_DIGITS = 4;

  AdaptiveSde {
    TimeGrid.of(Sde.HORIZON, tMin);
  }

  @Override
  public AdaptiveNoiseState start(RowId id, double[] x) {
    double[] path = path(id, x.length).at(Sde.HORIZON);
    return new AdaptiveNoiseState(
        id, Progress.start(), x, Sde.HORIZON, path, FIRST_STEP, x, new double[0]);
  }

  @Override
  public Move<AdaptiveNoiseState> advance(AdaptiveNoiseState state, List<Evaluation> soFar) {
    int known = state.rejected() ? 1 : 0;
    if (known + soFar.size() == 0) {
      return ask(state, state.x(), state.t());
    }
    double[] drift = state.rejected() ? state.drift() : soFar.get(0).drift();
    NoiseStep step = step(state);
    double[] proposal = step.euler(drift);
    if (known + soFar.size() == 1) {
      return ask(state, proposal, step.to());
    }
    double[] second = soFar.get(soFar.size() - 1).drift();
    double[] improved = step.improved(proposal, second);
    double error = error(proposal, improved, state.proposal());
    int used = Evaluation.cost(soFar);
    return new Move.Moved<>(
        error <= 1.0
            ? accepted(state, step, proposal, improved, error, used)
            : rejected(state, step, drift, error, used));
  }

  @Override
  public AdaptiveNoiseState end(AdaptiveNoiseState state, int evaluations, Outcome outcome) {
    return state.with(state.progress().used(evaluations, outcome));
  }

  @Override
  public OptionalDouble reached(AdaptiveNoiseState state) {
    boolean stepped = state.progress().step() > 0 && !state.rejected();
    return stepped ? OptionalDouble.of(state.t()) : OptionalDouble.empty();
  }

  private static Move<AdaptiveNoiseState> ask(AdaptiveNoiseState state, double[] x, double t) {
    return new Move.Ask<>(new Query(x, t, state.id().label()));
  }

  private NoiseStep step(AdaptiveNoiseState state) {
    double to = next(state.t(), state.h());
    double[] path = path(state.id(), state.x().length).at(to);
    return new NoiseStep(sde, state.x(), state.t(), to, state.path(), path);
  }

  private BrownianPath path(RowId id, int dimension) {
    return new BrownianPath(noise, id.key(), id.draw(), dimension);
  }

  /** The time about h below t; the end where that is not above it. */
  private double next(double t, double h) {
    double unit = Math.scalb(1.0, Math.getExponent(h) - ROUNDING_DIGITS);
    double to = Math.ceil((t - h) / unit) * unit;
    return to > tMin ? to : tMin;
  }

  private double error(double[] proposal, double[] improved, double[] before) {
    double sum = 0.0;
    for (int d = 0; d < proposal.length; d++) {
      double size = Math.max(Math.abs(proposal[d]), Math.abs(before[d]));
      double allowed = Math.max(tolerance.absolute(), tolerance.relative() * size);
      double ratio = (proposal[d] - improved[d]) / allowed;
      sum += ratio * ratio;
    }
    return Math.sqrt(sum / proposal.length);
  }

  private AdaptiveNoiseState accepted(
      AdaptiveNoiseState state,
      NoiseStep step,
      double[] proposal,
      double[] improved,
      double error,
      int used) {
    boolean last = step.to() == tMin;
    double h = resized(step, error);
    Outcome outcome = last ? Outcome.DONE : unfinished(state, h);
    return new AdaptiveNoiseState(
        state.id(),
        state.progress().stepped(used, outcome),
        last ? step.withoutNoise(improved) : improved,
        step.to(),
        step.pathAfter(),
        Math.min(h, step.to()),
        proposal,
        new double[0]);
  }

  private AdaptiveNoiseState rejected(
      AdaptiveNoiseState state, NoiseStep step, double[] drift, double error, int used) {
    double h = resized(step, error);
    return state.retried(h, drift, used, unfinished(state, h));
  }

  private static double resized(NoiseStep step, double error) {
    return SAFETY * (step.from() - step.to()) * StrictMath.pow(error, EXPONENT);
  }

  private Outcome unfinished(AdaptiveNoiseState state, double h) {
    if (!(h >= BrownianPath.RESOLUTION)) {
      return Outcome.STEP_TOO_SMALL;
    }
    boolean last = state.progress().step() + 1 >= tolerance.maxSteps();
    return last ? Outcome.STEP_LIMIT : Outcome.RUNNING;
  }
}
