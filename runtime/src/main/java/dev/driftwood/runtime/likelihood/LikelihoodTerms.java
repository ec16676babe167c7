package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.Outcome;

/**
 * The log-likelihood of one row (one image and dequantisation draw), in nats and in the data space
 * of the network: {@code prior + divergence}. Transforms, offsets and the mean over draws are the
 * caller's.
 *
 * @param prior the prior's term: ln π(y_T), or for the bound its expectation
 * @param integral over time, for the bound with the drift norm in it; its error is that over the
 *     probes or times, not defined with one and 0 for an exact trace
 * @param driftNorm −½ ∫ E‖a‖² dt, already part of {@code integral}; NaN where the method has none
 * @param gapTerms estimate of what would have to be added for the interval [0, tMin]; one draw
 * @param evaluations evaluations of the drift, the gap's included
 * @param outcome how the row ended; the numbers mean something only where it is done
 */
public record LikelihoodTerms(
    double prior,
    Estimate integral,
    double driftNorm,
    Gap gapTerms,
    int evaluations,
    Outcome outcome) {
  /** The integral over time in nats. */
  public double divergence() {
    return integral.mean();
  }

  /** The standard error in nats; NaN where it is not defined. */
  public double standardError() {
    return integral.standardError();
  }

  /** What the interval [0, tMin] would add, in nats. */
  public double gap() {
    return gapTerms.nats();
  }

  /** The log-likelihood in nats, without the gap. */
  public double nats() {
    return prior + divergence();
  }

  /** Whether the row reached its end. */
  public boolean converged() {
    return outcome == Outcome.DONE;
  }
}
