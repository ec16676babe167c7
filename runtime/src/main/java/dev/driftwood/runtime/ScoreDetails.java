package dev.driftwood.runtime;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What there is to say about a score beyond its terms; each number only where the method has it.
 *
 * @param reconstruction ln p(x | y at the first time) in nats, the first term of the probability
 *     flow's gap, and of the discrete-time bound a part of the divergence
 * @param entropy of y at tMin given x in nats, the second term of the probability flow's gap
 * @param degreesOfFreedom of Student's law, of which the standard error is the scale; absent where
 *     there is no error bar or the score is exact
 * @param importanceGain what weighting the draws adds to {@code prior + divergence + transform},
 *     which are means over them; nats, at least 0
 * @param discrete the terms of the discrete-time bound
 */
public record ScoreDetails(
    OptionalDouble reconstruction,
    OptionalDouble entropy,
    OptionalDouble degreesOfFreedom,
    OptionalDouble importanceGain,
    Optional<DiscreteBits> discrete) {
  /** Nothing. */
  public static final ScoreDetails NONE =
      new ScoreDetails(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty());

  /**
   * The discrete-time bound's terms in bits per dimension, which add up to the score's; each is a
   * cost.
   *
   * @param prior the divergence from the prior at the end
   * @param steps the divergences of the steps
   * @param decoder of the data given the first state
   */
  public record DiscreteBits(double prior, double steps, double decoder) {}
}
