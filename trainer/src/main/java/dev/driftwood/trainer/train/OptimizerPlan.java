package dev.driftwood.trainer.train;

/**
 * How the objective is made small.
 *
 * @param iterations steps of the optimiser, at least 1
 * @param learningRate the full step size of Adam, positive
 * @param warmup steps in which the step size grows in proportion to its full size, fewer than all
 * @param schedule what the step size does then
 * @param weightDecay λ of AdamW, 0 for Adam
 * @param clip the gradient's largest norm, over all parameters; infinite for no bound
 * @param accumulate batches of which a step takes the mean gradient, at least 1
 */
public record OptimizerPlan(
    int iterations,
    double learningRate,
    int warmup,
    Schedule schedule,
    double weightDecay,
    double clip,
    int accumulate) {
  public OptimizerPlan {
    Requirement.that(iterations >= 1, "iterations", iterations, ">= 1");
    boolean finite = learningRate > 0 && learningRate < Double.POSITIVE_INFINITY;
    Requirement.that(finite, "lr", learningRate, "> 0 and finite");
    boolean some = warmup >= 0 && warmup < iterations;
    Requirement.that(some, "warmup", warmup, ">= 0 and below --iterations, " + iterations);
    boolean decays = weightDecay >= 0 && weightDecay < 1 / learningRate;
    Requirement.that(decays, "weight-decay", weightDecay, ">= 0 and below 1/--lr");
    Requirement.that(clip > 0, "clip", clip, "> 0");
    Requirement.that(accumulate >= 1, "accumulate", accumulate, ">= 1");
  }

  /**
   * The step size of a step.
   *
   * @param step counted from 1
   */
  double learningRateAt(long step) {
    if (step <= warmup) {
      return learningRate * step / warmup;
    }
    double progress = (step - 1.0 - warmup) / (iterations - warmup);
    return learningRate * schedule.factor(Math.min(1, progress));
  }

  Adam adam() {
    return new Adam(weightDecay);
  }
}
