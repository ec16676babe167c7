package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.likelihood.Estimate;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.train.Evaluator;
import java.util.List;

/**
 * The evidence lower bound of held-out items in bits per dimension, with the standard error of the
 * mean over items; always the same items, noise and times, so that evaluations can be compared.
 *
 * @param snapshots makes the model
 * @param items held-out items, at least 2
 * @param interval how often, in iterations
 */
public record HeldOutBound(Snapshots snapshots, List<Image> items, int interval)
    implements Evaluator {
  private static final LikelihoodPlan PLAN = LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT);

  public HeldOutBound {
    items = List.copyOf(items);
    if (!(items.size() >= 2)) {
      throw new IllegalArgumentException("items: " + items.size() + " (expected: >= 2)");
    }
  }

  @Override
  public List<String> columns() {
    return List.of("bits_per_dim", "std_error_bpd");
  }

  @Override
  public boolean ranks() {
    return true;
  }

  @Override
  public List<Double> evaluate(long iteration, TrainedWeights weights) {
    try (DriftModel model = snapshots.open(weights)) {
      double[] scores =
          model.logLikelihood(items, PLAN).stream().mapToDouble(Likelihood::bitsPerDim).toArray();
      Estimate bitsPerDim = Estimate.ofIndependent(scores);
      return List.of(bitsPerDim.mean(), bitsPerDim.standardError());
    }
  }
}
