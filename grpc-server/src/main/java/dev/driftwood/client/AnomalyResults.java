package dev.driftwood.client;

import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.wire.Anomalies;

/**
 * Anomalies of messages.
 *
 * @param dimension of the model's items
 */
record AnomalyResults(int dimension) implements ScoreExchange.Results<Anomaly> {
  @Override
  public Anomaly broken(long index, BrokenImage image) {
    return Anomaly.failed(index, image.id(), 0, image.error());
  }

  @Override
  public Anomaly of(long index, String id, LikelihoodResult message) {
    return Anomalies.anomaly(index, id, message, dimension);
  }
}
