package dev.driftwood.trainer.train;

/**
 * Which average of the weights is shipped.
 *
 * @param decay final decay of the moving average, in [0, 1)
 */
public record AveragePlan(double decay) {
  public AveragePlan {
    Requirement.that(decay >= 0 && decay < 1, "ema", decay, "in [0, 1)");
  }
}
