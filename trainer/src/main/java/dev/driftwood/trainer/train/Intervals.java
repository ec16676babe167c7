package dev.driftwood.trainer.train;

/**
 * How often things happen during training, in iterations.
 *
 * @param metrics a row of metrics.csv
 * @param checkpoint a checkpoint
 * @param samples a grid of samples
 * @param evaluation bits per dimension of held-out data
 */
public record Intervals(int metrics, int checkpoint, int samples, int evaluation) {
  public Intervals {
    require("metrics", metrics);
    require("checkpoint", checkpoint);
    require("samples", samples);
    require("evaluation", evaluation);
  }

  /** What suits runs of some thousand iterations. */
  public static Intervals standard() {
    return new Intervals(50, 500, 500, 500);
  }

  private static void require(String name, int interval) {
    if (!(interval >= 1)) {
      throw new IllegalArgumentException(name + "-interval: " + interval + " (expected: >= 1)");
    }
  }
}
