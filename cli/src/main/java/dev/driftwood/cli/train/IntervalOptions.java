package dev.driftwood.cli.train;

import dev.driftwood.trainer.train.Intervals;
import picocli.CommandLine.Option;

/** How often what happens. */
final class IntervalOptions {
  @Option(
      names = "--metrics-interval",
      paramLabel = "N",
      description = "Iterations between rows of metrics.csv.")
  private int metrics = Intervals.standard().metrics();

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "N",
      description = "Iterations between checkpoints.")
  private int checkpoint = Intervals.standard().checkpoint();

  @Option(
      names = "--samples-interval",
      paramLabel = "N",
      description = "Iterations between grids of samples; there is an early one after a tenth.")
  private int samples = Intervals.standard().samples();

  @Option(
      names = "--evaluation-interval",
      paramLabel = "N",
      description = "Iterations between bits/dim of held-out data.")
  private int evaluation = Intervals.standard().evaluation();

  @Option(
      names = "--keep",
      paramLabel = "K",
      description = "Checkpoints that are kept beside the best one.")
  private int kept = Intervals.standard().kept();

  Intervals intervals() {
    return new Intervals(metrics, checkpoint, samples, evaluation, kept);
  }
}
