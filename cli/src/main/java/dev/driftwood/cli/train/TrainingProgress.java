package dev.driftwood.cli.train;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.output.Report;
import dev.driftwood.trainer.train.Progress;
import dev.driftwood.trainer.train.TrainingListener;
import java.util.Locale;

/** A bar with loss and speed on a terminal; {@code metrics.csv} tells as much elsewhere. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final Console console;
  private final ProgressLine line;
  private final Report report = new Report();

  TrainingProgress(Console console, long iterations) {
    this.console = console;
    this.line = new ProgressLine(console, "training", iterations, "steps");
  }

  @Override
  public void progressed(Progress progress) {
    String state =
        String.format(
            Locale.ROOT,
            "loss %.4g, %.0f images/s, waiting for data %.1f %%",
            progress.loss(),
            progress.imagesPerSecond(),
            100 * progress.waiting());
    line.to(progress.iteration());
    line.say(state);
    report
        .entries()
        .put("iterations", progress.iteration())
        .put("loss", progress.loss())
        .put("images_per_second", progress.imagesPerSecond())
        .put("waiting_share", progress.waiting());
  }

  @Override
  public void warned(String message) {
    console.note(message);
  }

  /** How it went, as of the last progress. */
  Report report() {
    return report;
  }

  @Override
  public void close() {
    line.close();
  }
}
