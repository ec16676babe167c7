package dev.driftwood.trainer.features;

/**
 * How a classifier is trained.
 *
 * @param epochs passes over the training items, at least 1
 * @param batch rows of a step, at least 1
 * @param learningRate of Adam, positive
 * @param seed of the start and the order
 */
public record FeaturePlan(int epochs, int batch, double learningRate, long seed) {
  public FeaturePlan {
    require(epochs >= 1, "epochs", epochs, ">= 1");
    require(batch >= 1, "batch", batch, ">= 1");
    require(learningRate > 0 && learningRate < 1, "lr", learningRate, "above 0 and below 1");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
