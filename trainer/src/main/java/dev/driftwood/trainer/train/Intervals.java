package dev.driftwood.trainer.train;

/**
 * How often things happen during training, in iterations.
 *
 * @param metrics a row of metrics.csv
 * @param checkpoint a checkpoint
 * @param samples a grid of samples
 * @param evaluation bits per dimension of held-out data
 * @param kept how many checkpoints are kept, the best one not counted
 */
public record Intervals(int metrics, int checkpoint, int samples, int evaluation, int kept) {
  private static final int KEPT = 3;

  public Intervals {
    require("metrics-interval", metrics);
    require("checkpoint-interval", checkpoint);
    require("samples-interval", samples);
    require("evaluation-interval", evaluation);
    require("keep", kept);
  }

  /** Intervals with the last three checkpoints kept. */
  public Intervals(int metrics, int checkpoint, int samples, int evaluation) {
    this(metrics, checkpoint, samples, evaluation, KEPT);
  }

  /** What suits runs of some thousand iterations. */
  public static Intervals standard() {
    return new Intervals(50, 500, 500, 500);
  }

  private static void require(String name, int value) {
    Requirement.that(value >= 1, name, value, ">= 1");
  }
}
