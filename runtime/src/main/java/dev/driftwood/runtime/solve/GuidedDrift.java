package dev.driftwood.runtime.solve;

import java.util.List;

/**
 * A conditional drift under {@link Guidance}: asks for both drifts of all rows in one call. An
 * answer takes two evaluations where guidance is applied and one elsewhere.
 *
 * @param drift of the network
 * @param guidance how much and when
 * @param nullLabel the label that means "no class"
 */
public record GuidedDrift(DriftFunction drift, Guidance guidance, int nullLabel)
    implements DriftFunction {
  @Override
  public List<Evaluation> evaluate(List<Query> queries) {
    return new GuidedAsking(guidance, nullLabel).over(drift).evaluate(queries);
  }
}
