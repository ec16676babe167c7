package dev.driftwood.runtime;

import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How images are scored; immutable and valid from construction.
 *
 * <p>A score is a function of (model, plan, pixels): the images it is scored with, their order and
 * the batch size don't change its bits on a processor.
 *
 * @param method the log-likelihood that is computed
 * @param draws dequantisation draws that are averaged, at least 1
 * @param tMin where the integral over time starts, in [0, 1); the model's own where absent
 * @param seed key of all random numbers
 * @param batch rows that share a network call
 * @param label class of a conditional model; its null label where absent
 * @param targetStandardError bits/dim, positive: an image is scored again with four times the
 *     draws, probes or times until its standard error is no larger, or there are thousands of them
 * @param controlVariate whether traces are taken beside the Jacobian of normal data, which takes a
 *     model that keeps their covariance; with random probes only
 * @param importanceWeighted whether draws are combined by ln of the mean of exp, a tighter bound,
 *     in place of their mean; with two draws or more, of each of which the noise is known
 */
public record LikelihoodPlan(
    LikelihoodMethod method,
    int draws,
    OptionalDouble tMin,
    long seed,
    int batch,
    OptionalInt label,
    OptionalDouble targetStandardError,
    boolean controlVariate,
    boolean importanceWeighted) {
  /** Most of anything that a plan is refined to. */
  private static final int FINEST = 4094;

  private static final int FINER = 4;

  public LikelihoodPlan {
    if (!(draws >= 1)) {
      throw new IllegalArgumentException("draws: " + draws + " (expected: >= 1)");
    }
    tMin.ifPresent(time -> requireTMin(method, time));
    if (!(targetStandardError.orElse(1) > 0)) {
      throw new IllegalArgumentException(
          "target-se: " + targetStandardError.getAsDouble() + " (expected: above 0)");
    }
    if (controlVariate && !takesRandomTraces(method)) {
      throw new IllegalArgumentException(
          "control-variate: given (expected: with random probes of a divergence, which"
              + " score-matching and an exact trace don't have)");
    }
    if (importanceWeighted && !(draws >= 2 && method.noiseIsKnown())) {
      throw new IllegalArgumentException(
          "importance-weighted: given (expected: with two draws or more, and with --probes exact or"
              + " two probes or times or more: noise s of a draw adds s\u00b2/2 to the bound, so it"
              + " must be known)");
    }
    if (!(batch >= 1)) {
      throw new IllegalArgumentException("batch: " + batch + " (expected: >= 1)");
    }
  }

  private static void requireTMin(LikelihoodMethod method, double time) {
    if (!(time >= 0 && time < 1)) {
      throw new IllegalArgumentException("tmin: " + time + " (expected: at least 0 and below 1)");
    }
    if (method instanceof LikelihoodMethod.Elbo elbo
        && elbo.form() == BoundForm.SCORE_MATCHING
        && time == 0) {
      throw new IllegalArgumentException(
          "tmin: 0 (expected: > 0 in the score-matching form, or the divergence form)");
    }
    if (method instanceof LikelihoodMethod.Vlb) {
      throw new IllegalArgumentException(
          "tmin: " + time + " (expected: none with vlb, which begins at its first time)");
    }
  }

  private static boolean takesRandomTraces(LikelihoodMethod method) {
    if (method instanceof LikelihoodMethod.Elbo elbo) {
      return elbo.form() == BoundForm.DIVERGENCE && elbo.law() != Probes.Law.EXACT;
    }
    return method instanceof LikelihoodMethod.Ode ode && ode.law() != Probes.Law.EXACT;
  }

  /** The probability flow at 1e-5, one probe, one draw, seed 0. */
  public static LikelihoodPlan defaults() {
    return of(LikelihoodMethod.Ode.DEFAULT);
  }

  /** A method with one draw and seed 0. */
  public static LikelihoodPlan of(LikelihoodMethod method) {
    return new LikelihoodPlan(
        method,
        1,
        OptionalDouble.empty(),
        0,
        32,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        false,
        false);
  }

  /** The same with another number of dequantisation draws. */
  public LikelihoodPlan withDraws(int other) {
    return new LikelihoodPlan(
        method,
        other,
        tMin,
        seed,
        batch,
        label,
        targetStandardError,
        controlVariate,
        importanceWeighted);
  }

  /** The same from another time on. */
  public LikelihoodPlan withTMin(double other) {
    return new LikelihoodPlan(
        method,
        draws,
        OptionalDouble.of(other),
        seed,
        batch,
        label,
        targetStandardError,
        controlVariate,
        importanceWeighted);
  }

  /** The same with other random numbers. */
  public LikelihoodPlan withSeed(long other) {
    return new LikelihoodPlan(
        method,
        draws,
        tMin,
        other,
        batch,
        label,
        targetStandardError,
        controlVariate,
        importanceWeighted);
  }

  /** The same with another number of rows sharing a network call. */
  public LikelihoodPlan withBatch(int other) {
    return new LikelihoodPlan(
        method,
        draws,
        tMin,
        seed,
        other,
        label,
        targetStandardError,
        controlVariate,
        importanceWeighted);
  }

  /** The same for a class of a conditional model. */
  public LikelihoodPlan withLabel(int other) {
    return new LikelihoodPlan(
        method,
        draws,
        tMin,
        seed,
        batch,
        OptionalInt.of(other),
        targetStandardError,
        controlVariate,
        importanceWeighted);
  }

  /** The same until the standard errors are no larger than {@code bitsPerDim}. */
  public LikelihoodPlan withTargetStandardError(double bitsPerDim) {
    return new LikelihoodPlan(
        method,
        draws,
        tMin,
        seed,
        batch,
        label,
        OptionalDouble.of(bitsPerDim),
        controlVariate,
        importanceWeighted);
  }

  /** The same with traces beside the Jacobian of normal data. */
  public LikelihoodPlan withControlVariate() {
    return new LikelihoodPlan(
        method, draws, tMin, seed, batch, label, targetStandardError, true, importanceWeighted);
  }

  /** The same with draws combined by ln of the mean of exp. */
  public LikelihoodPlan withImportanceWeights() {
    return new LikelihoodPlan(
        method, draws, tMin, seed, batch, label, targetStandardError, controlVariate, true);
  }

  /**
   * The same with four times as many of what its standard error is over: draws where there are
   * several, or else probes or times. None where that has no end: of an exact trace, or of
   * thousands.
   */
  Optional<LikelihoodPlan> refined() {
    if (draws > 1 || method instanceof LikelihoodMethod.Vlb) {
      return finer(draws).map(this::withDraws);
    }
    if (method instanceof LikelihoodMethod.Elbo elbo) {
      return finer(elbo.times()).map(times -> withMethod(elbo.withTimes(times)));
    }
    LikelihoodMethod.Ode ode = (LikelihoodMethod.Ode) method;
    return ode.law() == Probes.Law.EXACT
        ? Optional.empty()
        : finer(ode.probes()).map(probes -> withMethod(ode.withProbes(probes)));
  }

  private static Optional<Integer> finer(int count) {
    return count < FINEST ? Optional.of(Math.min(FINER * count, FINEST)) : Optional.empty();
  }

  private LikelihoodPlan withMethod(LikelihoodMethod other) {
    return new LikelihoodPlan(
        other,
        draws,
        tMin,
        seed,
        batch,
        label,
        targetStandardError,
        controlVariate,
        importanceWeighted);
  }
}
