package dev.driftwood.cli.output;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.RunListener;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The way of scores from whatever computes them into a table, with progress and a report.
 *
 * @param out the table's file
 * @param console where progress and report go
 * @param json whether the report is one line of JSON
 */
public record Scoring(Path out, Console console, boolean json) {
  /**
   * Scores and writes.
   *
   * @param images how many there are; −1 where that is not known
   * @param source scores the images and tells a listener
   * @return the exit code
   */
  public int run(long images, Consumer<RunListener<Likelihood>> source) {
    // The signal is given back last, so that no partial file stays behind.
    try (StopSignal stop = new StopSignal();
        ScoreTable table = ScoreTable.create(out)) {
      fill(table, stop, images, source);
      table.report().print(console, json, out);
      return table.summary().exitCode(console);
    }
  }

  private void fill(
      ScoreTable table, StopSignal stop, long images, Consumer<RunListener<Likelihood>> source) {
    try (ProgressLine progress = new ProgressLine(console, "scoring", images, "images")) {
      source.accept(
          new RunListener<>() {
            @Override
            public void finished(Likelihood score) {
              table.add(score);
              progress.to(table.summary().rows());
            }

            @Override
            public boolean cancelled() {
              return stop.raised();
            }
          });
      stop.requireQuiet();
      table.commit();
    }
  }
}
