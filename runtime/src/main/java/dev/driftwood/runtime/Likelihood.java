package dev.driftwood.runtime;

import java.util.OptionalDouble;

/**
 * One image's score, or why there is none.
 *
 * @param index place in the input, from 0
 * @param id what the input calls it
 * @param nats log-density of the dequantised image, {@code prior + divergence + transform}, and
 *     what weighting draws adds; nats
 * @param bitsPerDim {@code −nats / (D ln 2) + offset}
 * @param standardErrorBitsPerDim over probes, times or draws; absent where it is not defined
 * @param prior log-density of the end of the path under the prior, or its expectation; nats
 * @param divergence the integral over time; nats
 * @param driftNorm {@code −½ ∫ ‖a‖²} of the bound, which {@code divergence} holds; nats
 * @param transform {@code log|det ∂y/∂x|} of the data transform; nats
 * @param offset bits, {@code log₂ levels} for images and 0 for points
 * @param gap estimate of what the interval [0, tMin] would add; nats, not added
 * @param evaluations of the network
 * @param error why there is no score; empty where there is one
 * @param details what else there is to say of it
 */
public record Likelihood(
    long index,
    String id,
    double nats,
    double bitsPerDim,
    OptionalDouble standardErrorBitsPerDim,
    double prior,
    double divergence,
    OptionalDouble driftNorm,
    double transform,
    double offset,
    double gap,
    long evaluations,
    String error,
    ScoreDetails details) {

  /** The same at another place, of so many evaluations. */
  Likelihood at(long place, long all) {
    return new Likelihood(
        place,
        id,
        nats,
        bitsPerDim,
        standardErrorBitsPerDim,
        prior,
        divergence,
        driftNorm,
        transform,
        offset,
        gap,
        all,
        error,
        details);
  }

  /** Whether there is a score. */
  public boolean ok() {
    return error.isEmpty();
  }

  /**
   * An image that has no score.
   *
   * @param offset bits, as of any image of its model
   * @param evaluations of the network, spent in vain
   * @param why one line for the user
   */
  public static Likelihood failed(
      long index, String id, double offset, long evaluations, String why) {
    OptionalDouble none = OptionalDouble.empty();
    double no = Double.NaN;
    return new Likelihood(
        index, id, no, no, none, no, no, none, no, offset, no, evaluations, why, ScoreDetails.NONE);
  }
}
