package dev.driftwood.trainer.train;

import java.util.List;

/**
 * What a step does with the gradient.
 *
 * @param plan step sizes, clipping, accumulation
 * @param adam the rule
 * @param averages the moving averages, as many as a slot has
 */
record Update(OptimizerPlan plan, Adam adam, List<MovingAverage> averages) {
  static Update of(TrainingPlan plan) {
    return new Update(plan.optimizer(), plan.optimizer().adam(), plan.average().averages());
  }

  /** What a gradient of this norm is multiplied by, so that its norm is at most the bound. */
  double clipping(double norm) {
    return norm > plan.clip() ? plan.clip() / norm : 1;
  }
}
