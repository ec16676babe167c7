package dev.driftwood.runtime;

import dev.driftwood.runtime.likelihood.Estimate;
import dev.driftwood.runtime.likelihood.LikelihoodTerms;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The dequantisation draws of one image, all of them done.
 *
 * @param terms in the network's space
 * @param logDeterminants of the transform, one a draw
 */
record Draws(List<LikelihoodTerms> terms, List<Double> logDeterminants) {
  /** Nats: weighting such noise adds half its square, 0.05 nats, to the bound. */
  private static final double MOST_NOISE = 0.3;

  /** The mean of one of the terms. */
  double mean(ToDoubleFunction<LikelihoodTerms> term) {
    return terms.stream().mapToDouble(term).average().orElseThrow();
  }

  /** The mean of the transform's term. */
  double transform() {
    return logDeterminants.stream().mapToDouble(d -> d).average().orElseThrow();
  }

  /** The mean's error over the draws where there are several, which hold the probes' error too. */
  Estimate mean() {
    return terms.size() == 1 ? terms.get(0).integral() : Estimate.ofIndependent(nats());
  }

  /** ln of the mean of exp. */
  Estimate weighted() {
    return Estimate.ofLogMeanExp(nats());
  }

  /** Why the draws can't be weighted; empty where they can. */
  String obstacleToWeights() {
    double squares = mean(draw -> draw.standardError() * draw.standardError());
    double noise = Math.sqrt(squares);
    return noise <= MOST_NOISE
        ? ""
        : "noise of %.3g nats a draw would add %.3g nats to the weighted bound (expected: at most %s; take --probes exact, or more probes)"
            .formatted(noise, 0.5 * squares, MOST_NOISE);
  }

  private double[] nats() {
    double[] nats = new double[terms.size()];
    for (int draw = 0; draw < nats.length; draw++) {
      nats[draw] = terms.get(draw).nats() + logDeterminants.get(draw);
    }
    return nats;
  }
}
