package dev.driftwood.runtime;

import java.util.OptionalDouble;

/**
 * What there is to say about a score beyond its terms; each number only where the method has it.
 *
 * @param reconstruction ln p(x | y at the first time) in nats, the first term of the probability
 *     flow's gap
 * @param entropy of y at tMin given x in nats, the second term of the probability flow's gap
 * @param degreesOfFreedom of Student's law, of which the standard error is the scale; absent where
 *     there is no error bar or the score is exact
 * @param importanceGain what weighting the draws adds to {@code prior + divergence + transform},
 *     which are means over them; nats, at least 0
 */
public record ScoreDetails(
    OptionalDouble reconstruction,
    OptionalDouble entropy,
    OptionalDouble degreesOfFreedom,
    OptionalDouble importanceGain) {
  /** Nothing. */
  public static final ScoreDetails NONE =
      new ScoreDetails(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());
}
