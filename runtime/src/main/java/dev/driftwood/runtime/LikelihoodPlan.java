package dev.driftwood.runtime;

import dev.driftwood.runtime.likelihood.BoundForm;
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
 */
public record LikelihoodPlan(
    LikelihoodMethod method,
    int draws,
    OptionalDouble tMin,
    long seed,
    int batch,
    OptionalInt label) {
  public LikelihoodPlan {
    if (!(draws >= 1)) {
      throw new IllegalArgumentException("draws: " + draws + " (expected: >= 1)");
    }
    if (tMin.isPresent() && !(tMin.getAsDouble() >= 0 && tMin.getAsDouble() < 1)) {
      throw new IllegalArgumentException(
          "tmin: " + tMin.getAsDouble() + " (expected: at least 0 and below 1)");
    }
    boolean scoreMatching =
        method instanceof LikelihoodMethod.Elbo elbo && elbo.form() == BoundForm.SCORE_MATCHING;
    if (scoreMatching && tMin.orElse(1) == 0) {
      throw new IllegalArgumentException(
          "tmin: 0 (expected: > 0 in the score-matching form, or the divergence form)");
    }
    if (!(batch >= 1)) {
      throw new IllegalArgumentException("batch: " + batch + " (expected: >= 1)");
    }
  }

  /** The probability flow at 1e-5, one probe, one draw, seed 0. */
  public static LikelihoodPlan defaults() {
    return of(LikelihoodMethod.Ode.DEFAULT);
  }

  /** A method with one draw and seed 0. */
  public static LikelihoodPlan of(LikelihoodMethod method) {
    return new LikelihoodPlan(method, 1, OptionalDouble.empty(), 0, 32, OptionalInt.empty());
  }

  /** The same with another number of dequantisation draws. */
  public LikelihoodPlan withDraws(int other) {
    return new LikelihoodPlan(method, other, tMin, seed, batch, label);
  }

  /** The same from another time on. */
  public LikelihoodPlan withTMin(double other) {
    return new LikelihoodPlan(method, draws, OptionalDouble.of(other), seed, batch, label);
  }

  /** The same with other random numbers. */
  public LikelihoodPlan withSeed(long other) {
    return new LikelihoodPlan(method, draws, tMin, other, batch, label);
  }

  /** The same with another number of rows sharing a network call. */
  public LikelihoodPlan withBatch(int other) {
    return new LikelihoodPlan(method, draws, tMin, seed, other, label);
  }

  /** The same for a class of a conditional model. */
  public LikelihoodPlan withLabel(int other) {
    return new LikelihoodPlan(method, draws, tMin, seed, batch, OptionalInt.of(other));
  }
}
