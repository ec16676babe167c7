package dev.driftwood.cli.train;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.output.Report;
import dev.driftwood.trainer.train.Progress;
import dev.driftwood.trainer.train.TrainingListener;
import java.time.Duration;
import java.util.Locale;

/** A bar with loss and speed on a terminal; elsewhere a line from time to time. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private final Console console;
  private final ProgressLine line;
  private final Report report = new Report();
  private long lastLine = System.nanoTime();

  TrainingProgress(Console console, long iterations) {
    this.console = console;
    this.line = new ProgressLine(console, "training", iterations, "iterations");
  }

  @Override
  public void progressed(Progress progress) {
    String state =
        String.format(
            Locale.ROOT, "loss %.4g, %.1f images/s", progress.loss(), progress.imagesPerSecond());
    line.to(progress.iteration());
    line.say(state);
    boolean due = System.nanoTime() - lastLine >= BETWEEN_LINES.toNanos();
    if (!console.terminal() && due) {
      lastLine = System.nanoTime();
      console.note(
          "iteration %d of %d, %s, %d s left"
              .formatted(
                  progress.iteration(),
                  progress.iterations(),
                  state,
                  progress.remaining().toSeconds()));
    }
    report
        .entries()
        .put("iterations", progress.iteration())
        .put("loss", progress.loss())
        .put("images_per_second", progress.imagesPerSecond());
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
