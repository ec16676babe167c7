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

/** An image on its way to its score: the terms of its dequantisation draws as they come in. */
final class Score {
  private final long index;
  private final String id;
  private final BitsPerDim bitsPerDim;
  private final boolean weighted;
  private final boolean discrete;
  private final List<Double> logDeterminants = new ArrayList<>();
  private final Map<Integer, LikelihoodTerms> terms = new TreeMap<>();

  /**
   * An image without terms.
   *
   * @param plan under which it is scored
   */
  Score(long index, String id, BitsPerDim bitsPerDim, LikelihoodPlan plan) {
    this.index = index;
    this.id = id;
    this.weighted = plan.importanceWeighted();
    this.discrete = plan.method() instanceof LikelihoodMethod.Vlb;
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
    Draws draws = new Draws(all, logDeterminants);
    String obstacle = weighted ? draws.obstacleToWeights() : "";
    return obstacle.isEmpty()
        ? likelihood(draws, evaluations)
        : Likelihood.failed(index, id, bitsPerDim.offset(), evaluations, obstacle);
  }

  private Likelihood likelihood(Draws draws, long evaluations) {
    double prior = draws.mean(LikelihoodTerms::prior);
    double divergence = draws.mean(LikelihoodTerms::divergence);
    double transform = draws.transform();
    Estimate estimate = weighted ? draws.weighted() : draws.mean();
    double sum = prior + divergence + transform;
    double nats = weighted ? estimate.mean() : sum;
    return new Likelihood(
        index,
        id,
        nats,
        bitsPerDim.ofNats(nats),
        defined(bitsPerDim.ofStandardError(estimate.standardError())),
        prior,
        divergence,
        defined(draws.mean(LikelihoodTerms::driftNorm)),
        transform,
        bitsPerDim.offset(),
        draws.mean(LikelihoodTerms::gap),
        evaluations,
        "",
        new ScoreDetails(
            defined(draws.mean(draw -> draw.gapTerms().reconstruction())),
            defined(draws.mean(draw -> draw.gapTerms().entropy())),
            degreesOfFreedom(estimate),
            weighted ? OptionalDouble.of(nats - sum) : OptionalDouble.empty(),
            discrete ? Optional.of(bits(draws, bitsPerDim.ofNats(nats))) : Optional.empty()));
  }

  /** What is no prior's and no step's is the decoder's, which so holds transform and offset. */
  private ScoreDetails.DiscreteBits bits(Draws draws, double all) {
    double decoded = draws.mean(draw -> draw.gapTerms().reconstruction());
    double prior = bitsPerDim.ofStandardError(-draws.mean(LikelihoodTerms::prior));
    double steps = bitsPerDim.ofStandardError(decoded - draws.mean(LikelihoodTerms::divergence));
    return new ScoreDetails.DiscreteBits(prior, steps, all - prior - steps);
  }

  private static OptionalDouble degreesOfFreedom(Estimate estimate) {
    boolean uncertain = estimate.standardError() > 0 && estimate.degreesOfFreedom() > 0;
    return uncertain ? OptionalDouble.of(estimate.degreesOfFreedom()) : OptionalDouble.empty();
  }

  private static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
