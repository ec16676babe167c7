package dev.driftwood.runtime.anomaly;

import java.util.List;

/**
 * A log-likelihood and what it consists of.
 *
 * @param nats of the dequantised image; a lower bound
 * @param prior the prior's part, nats
 * @param divergence the integral's part, nats
 * @param bits that the model needs for the image: −nats/ln 2 and the dequantisation's offset
 */
public record LikelihoodParts(double nats, double prior, double divergence, double bits) {
  /** The means over images. */
  static LikelihoodParts mean(List<LikelihoodParts> all) {
    return new LikelihoodParts(
        all.stream().mapToDouble(LikelihoodParts::nats).average().orElseThrow(),
        all.stream().mapToDouble(LikelihoodParts::prior).average().orElseThrow(),
        all.stream().mapToDouble(LikelihoodParts::divergence).average().orElseThrow(),
        all.stream().mapToDouble(LikelihoodParts::bits).average().orElseThrow());
  }
}
