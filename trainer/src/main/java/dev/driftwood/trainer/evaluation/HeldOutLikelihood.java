package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.likelihood.Estimate;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.train.EvaluationPlan;
import dev.driftwood.trainer.train.Evaluator;
import java.util.List;

/**
 * Held-out items in bits per dimension, with the standard error of the mean over items; always the
 * same items, noise and times, so that evaluations can be compared.
 *
 * @param snapshots makes the model
 * @param items held-out items, at least 2
 * @param plan how their likelihood is found
 * @param interval how often, in iterations
 */
public record HeldOutLikelihood(
    Snapshots snapshots, List<Image> items, LikelihoodPlan plan, int interval)
    implements Evaluator {
  private static final LikelihoodPlan BOUND = LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT);

  /** As accurate as the usual tolerances, at a tenth of their cost. */
  private static final LikelihoodPlan FLOW =
      LikelihoodPlan.of(
          new LikelihoodMethod.Ode(
              SamplerKind.UNIPC, new Budget.Evaluations(20), Probes.Law.RADEMACHER, 1));

  public HeldOutLikelihood {
    items = List.copyOf(items);
    if (!(items.size() >= 2)) {
      throw new IllegalArgumentException("items: " + items.size() + " (expected: >= 2)");
    }
  }

  /** By the method that a run's plan says. */
  public static HeldOutLikelihood of(
      Snapshots snapshots, List<Image> items, EvaluationPlan.Method method, int interval) {
    LikelihoodPlan plan =
        switch (method) {
          case ELBO -> BOUND;
          case ODE -> FLOW;
        };
    return new HeldOutLikelihood(snapshots, items, plan, interval);
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
          model.logLikelihood(items, plan).stream().mapToDouble(Likelihood::bitsPerDim).toArray();
      Estimate bitsPerDim = Estimate.ofIndependent(scores);
      return List.of(bitsPerDim.mean(), bitsPerDim.standardError());
    }
  }
}
