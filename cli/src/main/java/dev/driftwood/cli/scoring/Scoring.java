package dev.driftwood.cli.scoring;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way of scores from whatever computes them into a table, with progress and a report.
 *
 * @param out the table's file
 * @param histogram a picture of the scores, where it is asked for
 * @param console where progress and report go
 * @param json whether the report is one line of JSON
 */
public record Scoring(Path out, Optional<Path> histogram, Console console, boolean json) {
  /** Without a picture. */
  public Scoring(Path out, Console console, boolean json) {
    this(out, Optional.empty(), console, json);
  }

  /** Computes scores and tells a listener, the first having the index 0. */
  @FunctionalInterface
  public interface Source {
    /**
     * Scores.
     *
     * @param done how many images were scored before, and are left out
     */
    void score(long done, RunListener<Likelihood> listener);
  }

  /**
   * Scores and writes; where it is stopped, nothing stays.
   *
   * @param images how many there are; −1 where that is not known
   * @param source scores the images and tells a listener
   * @return the exit code
   */
  public int run(long images, Consumer<RunListener<Likelihood>> source) {
    // The signal is given back last, so that no partial file stays behind.
    try (StopSignal stop = new StopSignal();
        ScoreTable table = ScoreTable.create(out, "")) {
      try {
        fill(table, stop, images, source);
        stop.requireQuiet();
      } catch (RuntimeException e) {
        table.discard();
        throw e;
      }
      return finish(table);
    }
  }

  /**
   * Scores and writes; where it is stopped or killed, what was scored stays for another time.
   *
   * @param work names the model, the plan and the images: another's rows are not gone on with
   * @param resume whether to go on with what is there
   * @param images how many there are; −1 where that is not known
   * @return the exit code
   */
  public int run(String work, boolean resume, long images, Source source) {
    try (StopSignal stop = new StopSignal();
        ScoreTable table = resume ? ScoreTable.resume(out, work) : ScoreTable.create(out, work)) {
      fill(table, stop, images, listener -> source.score(table.rows(), listener));
      if (stop.raised()) {
        throw new DriftwoodException(
            "stopped after %d images; --resume goes on from there".formatted(table.rows()));
      }
      return finish(table);
    }
  }

  private int finish(ScoreTable table) {
    table.commit();
    histogram.filter(file -> table.summary().scored() > 0).ifPresent(file -> draw(table, file));
    table.report().print(console, json, out);
    return table.summary().exitCode(console);
  }

  private static void draw(ScoreTable table, Path file) {
    ScoreHistogram drawn = new ScoreHistogram(table.summary().least(), table.summary().most());
    table.forEach(drawn::add);
    drawn.chart().write(file);
  }

  private void fill(
      ScoreTable table, StopSignal stop, long images, Consumer<RunListener<Likelihood>> source) {
    try (ProgressLine progress = new ProgressLine(console, "scoring", images, "images")) {
      progress.from(table.rows());
      source.accept(
          new RunListener<>() {
            @Override
            public void finished(Likelihood score) {
              table.add(score);
              progress.to(table.rows());
            }

            @Override
            public boolean cancelled() {
              return stop.raised();
            }
          });
    }
  }
}
