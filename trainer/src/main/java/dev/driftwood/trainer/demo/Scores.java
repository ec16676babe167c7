package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Estimate;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.PlaneDensity;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean log-densities of held-out points in nats, each with its standard error.
 *
 * @param truth by the known density: an estimate of its negative entropy
 * @param flow by the probability flow, with the exact trace
 * @param bound by the evidence lower bound
 * @param flowGap truth less flow, point by point: an estimate of the divergence KL(truth ‖ flow)
 * @param boundGap truth less bound, point by point
 */
record Scores(Estimate truth, Estimate flow, Estimate bound, Estimate flowGap, Estimate boundGap) {
  private static final LikelihoodPlan FLOW =
      LikelihoodPlan.of(
          new LikelihoodMethod.Ode(
              SamplerKind.DORMAND_PRINCE, new Budget.Tolerances(1e-5, 1e-5), Probes.Law.EXACT, 1));

  static final int TIMES = 128;

  /** Most of the stage's time goes into the probability flow. */
  private static final double FLOW_SHARE = 0.6;

  static Scores of(DriftModel model, Dataset dataset, DemoPlan plan, Clock clock) {
    List<Image> points =
        IntStream.range(0, plan.budget().heldOut()).mapToObj(dataset.heldOut()::image).toList();
    PlaneDensity density = dataset.density().orElseThrow();
    double[] truth =
        points.stream().mapToDouble(p -> density.logDensity(p.value(0), p.value(1))).toArray();
    double[] flow =
        Scoring.score(model, points, FLOW.withSeed(plan.seed()), clock, Stage.SCORE, 0, FLOW_SHARE);
    double[] bound =
        Scoring.score(
            model, points, boundPlan().withSeed(plan.seed()), clock, Stage.SCORE, FLOW_SHARE, 1);
    return new Scores(
        Estimate.ofIndependent(truth),
        Estimate.ofIndependent(flow),
        Estimate.ofIndependent(bound),
        gap(truth, flow),
        gap(truth, bound));
  }

  private static LikelihoodPlan boundPlan() {
    return LikelihoodPlan.of(
        new LikelihoodMethod.Elbo(TIMES, BoundForm.DIVERGENCE, Probes.Law.EXACT));
  }

  private static Estimate gap(double[] truth, double[] model) {
    return Estimate.ofIndependent(
        IntStream.range(0, truth.length).mapToDouble(i -> truth[i] - model[i]).toArray());
  }
}
