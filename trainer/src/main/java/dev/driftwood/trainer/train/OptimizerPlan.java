package dev.driftwood.trainer.train;

/**
 * How it is made small.
 *
 * @param iterations steps of the optimiser, at least 1
 * @param learningRate of Adam, positive
 */
public record OptimizerPlan(int iterations, double learningRate) {
  public OptimizerPlan {
    Requirement.that(iterations >= 1, "iterations", iterations, ">= 1");
    boolean finite = learningRate > 0 && learningRate < Double.POSITIVE_INFINITY;
    Requirement.that(finite, "lr", learningRate, "> 0 and finite");
  }
}
