package dev.driftwood.runtime;

import dev.driftwood.runtime.data.BitsPerDim;
import dev.driftwood.runtime.likelihood.Estimate;
import dev.driftwood.runtime.likelihood.LikelihoodTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** An image on its way to its score: the terms of its dequantisation draws as they come in. */
final class Score {
  private final long index;
  private final String id;
  private final BitsPerDim bitsPerDim;
  private final List<Double> logDeterminants = new ArrayList<>();
  private final Map<Integer, LikelihoodTerms> terms = new TreeMap<>();

  Score(long index, String id, BitsPerDim bitsPerDim) {
    this.index = index;
    this.id = id;
    this.bitsPerDim = bitsPerDim;
  }

  void expect(Preparation.Draw draw) {
    logDeterminants.add(draw.logDeterminant());
  }

  /** Takes the terms of one draw; the score is there when all are. */
  Optional<Likelihood> add(int draw, LikelihoodTerms end) {
    terms.put(draw, end);
    boolean whole = terms.size() == logDeterminants.size();
    return whole ? Optional.of(likelihood()) : Optional.empty();
  }

  private Likelihood likelihood() {
    List<LikelihoodTerms> all = List.copyOf(terms.values());
    long evaluations = all.stream().mapToLong(LikelihoodTerms::evaluations).sum();
    Optional<LikelihoodTerms> failed = all.stream().filter(end -> !end.converged()).findFirst();
    if (failed.isPresent()) {
      String why = failed.get().outcome().sentence();
      return Likelihood.failed(index, id, bitsPerDim.offset(), evaluations, why);
    }
    double prior = mean(all, LikelihoodTerms::prior);
    double divergence = mean(all, LikelihoodTerms::divergence);
    double transform = logDeterminants.stream().mapToDouble(d -> d).average().orElseThrow();
    double nats = prior + divergence + transform;
    Estimate estimate = estimate(all);
    return new Likelihood(
        index,
        id,
        nats,
        bitsPerDim.ofNats(nats),
        defined(bitsPerDim.ofStandardError(estimate.standardError())),
        prior,
        divergence,
        defined(mean(all, LikelihoodTerms::driftNorm)),
        transform,
        bitsPerDim.offset(),
        mean(all, LikelihoodTerms::gap),
        evaluations,
        "",
        new ScoreDetails(
            defined(mean(all, end -> end.gapTerms().reconstruction())),
            defined(mean(all, end -> end.gapTerms().entropy())),
            degreesOfFreedom(estimate)));
  }

  /** Over the draws where there are several, which hold the probes' error too. */
  private Estimate estimate(List<LikelihoodTerms> all) {
    if (all.size() == 1) {
      return all.get(0).integral();
    }
    double[] nats = new double[all.size()];
    for (int draw = 0; draw < nats.length; draw++) {
      nats[draw] = all.get(draw).nats() + logDeterminants.get(draw);
    }
    return Estimate.ofIndependent(nats);
  }

  private static OptionalDouble degreesOfFreedom(Estimate estimate) {
    boolean uncertain = estimate.standardError() > 0 && estimate.degreesOfFreedom() > 0;
    return uncertain ? OptionalDouble.of(estimate.degreesOfFreedom()) : OptionalDouble.empty();
  }

  private static double mean(List<LikelihoodTerms> all, ToDoubleFunction<LikelihoodTerms> term) {
    return all.stream().mapToDouble(term).average().orElseThrow();
  }

  private static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
