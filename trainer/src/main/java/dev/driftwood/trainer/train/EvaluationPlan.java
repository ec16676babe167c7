package dev.driftwood.trainer.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a run is judged while it lasts.
 *
 * @param method by which held-out items get their bits per dimension
 * @param features a network by whose features samples are held against held-out images; absent for
 *     no such figures
 * @param samples how many are drawn for them, at least 4
 */
public record EvaluationPlan(Method method, Optional<Path> features, int samples) {
  /** Neighbourhoods reach to the third nearest. */
  private static final int LEAST = 4;

  /** The bound, and no distances. */
  public static final EvaluationPlan STANDARD =
      new EvaluationPlan(Method.ELBO, Optional.empty(), 256);

  public EvaluationPlan {
    Requirement.that(samples >= LEAST, "metrics-samples", samples, ">= " + LEAST);
  }

  /** Ways to bits per dimension. */
  public enum Method {
    /** The evidence lower bound. */
    ELBO,
    /** The probability flow, some ten times the cost. */
    ODE
  }
}
