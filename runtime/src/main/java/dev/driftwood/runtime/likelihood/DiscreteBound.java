package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import java.util.Arrays;
import java.util.List;

/**
 * The variational bound of a chain of N times t_1 &lt; … &lt; t_N, as a check of networks that were
 * trained for such a chain:
 *
 * <pre>
 *   ln p(x) ≥ −KL(q(y_N | x) ‖ π) − Σ_(i=2)^N E KL(q(y_(i−1) | y_i, x) ‖ p(y_(i−1) | y_i)) + E ln p(x | y_1)
 * </pre>
 *
 * <p>p(y_(i−1) | y_i) has the mean of q with x̂₀ in place of x, and the variance of the forward
 * step, s² = σ_i² − (α_i/α_(i−1))² σ_(i−1)² (β_i of the discrete chain). With ρ = σ_(i−1)²/σ_i² a
 * divergence is
 *
 * <pre>
 *   ½ D (ρ − 1 − ln ρ) + (α_(i−1)²/α_i² − ρ) ½ ‖(σ/g) a + ε‖²
 * </pre>
 *
 * <p>The variance of q, ρ s², would do for the divergences alone, but where data are continuous and
 * there is hardly any noise yet it is too small, and the bound would not tend to that of the SDE.
 * The last term's law has the mean x̂₀ and the deviation σ_1/α_1.
 *
 * <p>Takes one draw at each time and four for the last term; the standard error is that of {@link
 * Estimate#ofStrata} over times and that over the four draws. Costs N + 3 evaluations.
 *
 * <p>Source: J. Ho, A. Jain, P. Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020
 * (arXiv:2006.11239), sections 2 and 3; A. Nichol, P. Dhariwal (arXiv:2102.09672).
 */
public final class DiscreteBound implements LikelihoodStepper<DiscreteBoundState> {
  private static final int DECODED = 4;
  private static final int MOST = 4000;

  private final Sde sde;
  private final double[] times;
  private final Decoder decoder;
  private final NoiseStream noise;

  /**
   * The bound.
   *
   * @param times two or more that rise, with noise at the first
   */
  public DiscreteBound(Sde sde, List<Double> times, Decoder decoder, NoiseStream noise) {
    this.sde = sde;
    this.times = times.stream().mapToDouble(Double::doubleValue).toArray();
    this.decoder = decoder;
    this.noise = noise;
    requireTimes();
  }

  private void requireTimes() {
    if (!(times.length >= 2 && times.length <= MOST)) {
      throw new IllegalArgumentException(
          "steps: %d (expected: 2 to %d)".formatted(times.length, MOST));
    }
    boolean rising = sde.sigma(times[0]) > 0.0 && times[times.length - 1] <= Sde.HORIZON;
    for (int i = 1; i < times.length; i++) {
      rising &= times[i] > times[i - 1];
    }
    if (!rising) {
      throw new IllegalArgumentException(
          "times: %s \u2026 %s (expected: rising to at most 1, with noise at the first)"
              .formatted(times[0], times[times.length - 1]));
    }
  }

  @Override
  public DiscreteBoundState start(RowId id, double[] x) {
    return new DiscreteBoundState(id, Progress.start(), x, new double[0]);
  }

  @Override
  public Move<DiscreteBoundState> advance(DiscreteBoundState state, List<Evaluation> soFar) {
    int draw = state.progress().step();
    boolean decodes = draw < DECODED;
    int i = decodes ? 0 : draw - DECODED + 1;
    NoisedPoint point = NoisedPoint.of(sde, noise, state.id(), state.x(), times[i], draw);
    if (soFar.isEmpty()) {
      return new Move.Ask<>(new Query(point.y(), times[i], state.id().label()));
    }
    double[] drift = soFar.get(0).drift();
    double term = decodes ? decoded(state.x(), point, drift) : -divergence(i, point, drift);
    Outcome outcome = i == times.length - 1 ? Outcome.DONE : Outcome.RUNNING;
    Progress progress = state.progress().stepped(Evaluation.cost(soFar), outcome);
    return new Move.Moved<>(state.with(term, progress));
  }

  /** ln p(x | y_1). */
  private double decoded(double[] x, NoisedPoint point, double[] drift) {
    double deviation = sde.sigma(point.t()) / sde.alpha(point.t());
    double[] mean = x.clone();
    Vectors.add(mean, deviation, point.epsilon());
    Vectors.add(mean, deviation * sde.sigmaOverG(point.t()), drift);
    return decoder.logProbability(x, mean, deviation);
  }

  private double divergence(int i, NoisedPoint point, double[] drift) {
    double s = times[i - 1];
    double t = times[i];
    double logRatio = 2.0 * StrictMath.log(sde.sigma(s) / sde.sigma(t));
    double variances = StrictMath.expm1(logRatio) - logRatio;
    // α_s²/α_t² (1 − SNR_t/SNR_s), without the difference of two numbers that are nearly the same.
    double weight =
        -StrictMath.exp(2.0 * (sde.logAlpha(s) - sde.logAlpha(t)))
            * StrictMath.expm1(sde.logSnr(t) - sde.logSnr(s));
    return 0.5 * drift.length * variances + weight * point.loss(sde, drift);
  }

  /** KL(q(y_N | x) ‖ π). */
  private double priorDivergence(double[] x) {
    double t = times[times.length - 1];
    double prior = sde.priorDeviation() * sde.priorDeviation();
    double ratio = sde.sigma(t) * sde.sigma(t) / prior;
    double alpha = sde.alpha(t);
    return 0.5
        * (x.length * (ratio - 1.0 - StrictMath.log(ratio))
            + alpha * alpha * Vectors.dot(x, x) / prior);
  }

  @Override
  public DiscreteBoundState end(DiscreteBoundState state, int evaluations, Outcome outcome) {
    return state.ended(evaluations, outcome);
  }

  @Override
  public LikelihoodTerms terms(DiscreteBoundState state) {
    boolean done = state.progress().outcome() == Outcome.DONE;
    double none = Double.NaN;
    Estimate decoded = done ? decoded(state) : new Estimate(none, none, 0.0);
    return new LikelihoodTerms(
        -priorDivergence(state.x()),
        done ? divergences(state).plus(decoded) : decoded,
        none,
        new Gap(none, decoded.mean(), none),
        state.progress().evaluations(),
        state.progress().outcome());
  }

  private static Estimate decoded(DiscreteBoundState state) {
    return Estimate.ofIndependent(Arrays.copyOf(state.terms(), DECODED));
  }

  private static Estimate divergences(DiscreteBoundState state) {
    double[] each = Arrays.copyOfRange(state.terms(), DECODED, state.terms().length);
    return Estimate.ofStrata(each).times(each.length);
  }
}
