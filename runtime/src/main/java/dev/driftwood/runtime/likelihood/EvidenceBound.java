package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.TimeDensity;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import java.util.Arrays;
import java.util.List;

/**
 * The evidence lower bound of the plug-in reverse SDE from t₀ = tMin, with Y_t | x noised from t =
 * 0:
 *
 * <pre>
 *   E[ln π(Y_T)] − ∫_(t₀)^T E[½‖a‖² + ∇·(g a − f)] dt
 * </pre>
 *
 * <p>The prior term and the integral of ∇·f = D μ are in closed form. The rest is estimated at M
 * times, one in each of M strata of equal mass of the SDE's importance density (uniform for VE),
 * each a draw Y_t = α x + σ ε (or two draws, of ε and −ε, at each of M/2), in one of two
 * {@linkplain BoundForm forms}; they agree in expectation because E[½‖a‖² + ∇·(g a)] = E[(g²/σ²)
 * ½‖(σ/g) a + ε‖²] − ½ D g²/σ². The standard error is that of {@link Estimate#ofStrata}.
 *
 * <p>The gap is the same integral on [0, tMin], in the divergence form, from one uniform time; it
 * costs one further evaluation. It is 0 for tMin = 0.
 *
 * <p>Source: C.-W. Huang, J. H. Lim, A. Courville (arXiv:2106.02808).
 */
public final class EvidenceBound implements LikelihoodStepper<EvidenceBoundState> {
  private final Sde sde;
  private final double tMin;
  private final int strata;
  private final BoundForm form;
  private final TimeDensity density;
  private final Probes probes;
  private final boolean antithetic;

  /**
   * The bound.
   *
   * @param tMin where the integral begins, in [0, 1); not 0 in the form of score matching
   * @param times the number M of strata, at least 1 and below 4095
   */
  public EvidenceBound(Sde sde, double tMin, int times, BoundForm form, NoiseStream noise) {
    this(sde, tMin, times, form, Probes.rademacher(1, noise));
  }

  /** The bound with probes of another law, one for each time. */
  public EvidenceBound(Sde sde, double tMin, int times, BoundForm form, Probes probes) {
    this(sde, tMin, times, form, probes, false);
  }

  /**
   * The bound with ε and −ε at each time, or one of them.
   *
   * @param times evaluations, even where there are two at each time
   */
  public EvidenceBound(
      Sde sde, double tMin, int times, BoundForm form, Probes probes, boolean antithetic) {
    if (!(times >= 1 && times < NoisedPoint.GAP_STEP)) {
      throw new IllegalArgumentException("times: " + times + " (expected: 1 to 4094)");
    }
    if (antithetic && times % 2 != 0) {
      throw new IllegalArgumentException(
          "times: " + times + " (expected: even with antithetic pairs)");
    }
    if (!(tMin > 0.0 || (tMin == 0.0 && form == BoundForm.DIVERGENCE))) {
      throw new IllegalArgumentException(
          "tMin: " + tMin + " (expected: > 0, or 0 in the divergence form)");
    }
    this.sde = sde;
    this.tMin = tMin;
    this.strata = antithetic ? times / 2 : times;
    this.antithetic = antithetic;
    this.form = form;
    this.density = density(sde, tMin);
    this.probes = probes;
  }

  @Override
  public EvidenceBoundState start(RowId id, double[] x) {
    return new EvidenceBoundState(id, Progress.start(), x, new double[0], new double[0], Gap.NONE);
  }

  @Override
  public Move<EvidenceBoundState> advance(EvidenceBoundState state, List<Evaluation> soFar) {
    return state.progress().step() < strata ? stratum(state, soFar) : head(state, soFar);
  }

  @Override
  public EvidenceBoundState end(EvidenceBoundState state, int evaluations, Outcome outcome) {
    return state.ended(evaluations, outcome);
  }

  @Override
  public LikelihoodTerms terms(EvidenceBoundState state) {
    Estimate strata = Estimate.ofStrata(state.integrals());
    return new LikelihoodTerms(
        sde.expectedPriorLogDensity(state.x()),
        strata.plus(closedForm(state.x().length)),
        Estimate.ofStrata(state.driftNorms()).mean(),
        state.gap(),
        state.progress().evaluations(),
        state.progress().outcome());
  }

  /**
   * Follows the rate all the way down to tMin: with the cut-off of the training loss the weights
   * would reach r(tMin)/r(1e-3), a hundred at 1e-5, and so would the standard error.
   */
  private static TimeDensity density(Sde sde, double tMin) {
    double usual = Sde.IMPORTANCE_CUTOFF;
    return sde.importanceDensity(tMin > 0.0 ? Math.min(tMin, usual) : usual).from(tMin);
  }

  /** The parts of the integral that do not depend on the network. */
  private double closedForm(int dimension) {
    double expansion = sde.logAlpha(Sde.HORIZON) - sde.logAlpha(tMin);
    if (form == BoundForm.DIVERGENCE) {
      return dimension * expansion;
    }
    // r = g²/σ² is the rate at which the log-signal-to-noise ratio falls.
    double rate = sde.logSnr(tMin) - sde.logSnr(Sde.HORIZON);
    return dimension * (expansion + 0.5 * rate);
  }

  private Move<EvidenceBoundState> stratum(EvidenceBoundState state, List<Evaluation> soFar) {
    int m = state.progress().step();
    double t = density.timeAt((m + uniform(state.id(), m)) / strata);
    List<NoisedPoint> points = points(state, t, m);
    if (soFar.size() < points.size()) {
      boolean traced = form == BoundForm.DIVERGENCE;
      return new Move.Ask<>(query(state.id(), points.get(soFar.size()), m, traced));
    }
    double norm = 0.0;
    double integrand = 0.0;
    for (int i = 0; i < points.size(); i++) {
      norm -= halfSquaredNorm(soFar.get(i).drift()) / points.size();
      integrand += integrand(state.id(), m, points.get(i), soFar.get(i)) / points.size();
    }
    double weight = 1.0 / density.density(t);
    Outcome outcome = m + 1 == strata && tMin == 0.0 ? Outcome.DONE : Outcome.RUNNING;
    Progress progress = state.progress().stepped(Evaluation.cost(soFar), outcome);
    return new Move.Moved<>(state.with(weight * integrand, weight * norm, progress));
  }

  private double integrand(RowId id, int step, NoisedPoint point, Evaluation evaluation) {
    double t = point.t();
    return form == BoundForm.DIVERGENCE
        ? -halfSquaredNorm(evaluation.drift()) - sde.g(t) * trace(id, step, t, evaluation)
        : -sde.rate(t) * point.loss(sde, evaluation.drift());
  }

  private List<NoisedPoint> points(EvidenceBoundState state, double t, int step) {
    NoisedPoint point = point(state, t, step);
    return antithetic ? List.of(point, point.mirrored(sde, state.x())) : List.of(point);
  }

  private Move<EvidenceBoundState> head(EvidenceBoundState state, List<Evaluation> soFar) {
    int step = NoisedPoint.GAP_STEP;
    double t = tMin * uniform(state.id(), step);
    NoisedPoint point = point(state, t, step);
    if (soFar.isEmpty()) {
      return new Move.Ask<>(query(state.id(), point, step, true));
    }
    Evaluation evaluation = soFar.get(0);
    double divergence =
        sde.g(t) * trace(state.id(), step, t, evaluation) - state.x().length * sde.mu(t);
    double head = -tMin * (halfSquaredNorm(evaluation.drift()) + divergence);
    Progress progress = state.progress().stepped(Evaluation.cost(soFar), Outcome.DONE);
    return new Move.Moved<>(state.withGap(Gap.ofHead(head), progress));
  }

  private NoisedPoint point(EvidenceBoundState state, double t, int step) {
    return NoisedPoint.of(sde, probes.noise(), state.id(), state.x(), t, step);
  }

  private Query query(RowId id, NoisedPoint point, int step, boolean traced) {
    return traced
        ? probes.query(id, step, point.y(), point.t())
        : new Query(point.y(), point.t(), id.label());
  }

  private double trace(RowId id, int step, double t, Evaluation evaluation) {
    double[] traces = probes.estimates(id, step, sde, t, evaluation);
    return Arrays.stream(traces).sum() / traces.length;
  }

  private double uniform(RowId id, int step) {
    double[] one = new double[1];
    probes.noise().uniforms(id.key(), Purpose.TIME, id.draw(), 0, step, one);
    return one[0];
  }

  private static double halfSquaredNorm(double[] a) {
    double sum = 0.0;
    for (double value : a) {
      sum += value * value;
    }
    return 0.5 * sum;
  }
}
