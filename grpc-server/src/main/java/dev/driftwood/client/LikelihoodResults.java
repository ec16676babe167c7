package dev.driftwood.client;

import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.wire.Scores;

/**
 * Likelihoods of messages.
 *
 * @param offset bits, as of any image of the model
 */
record LikelihoodResults(double offset) implements ScoreExchange.Results<Likelihood> {
  @Override
  public Likelihood broken(long index, BrokenImage image) {
    return Likelihood.failed(index, image.id(), offset, 0, image.error());
  }

  @Override
  public Likelihood of(long index, String id, LikelihoodResult message) {
    return Scores.likelihood(index, id, message);
  }
}
