package dev.driftwood.cli.output;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.runtime.Movement;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The way of samples from whatever draws them into a file, with progress and a report. */
public final class Drawing {
  private final Path out;
  private final SampleFormat format;
  private final SamplePlan plan;
  private final Console console;
  private final boolean json;
  private final Optional<Path> trajectory;

  private Drawing(
      Path out,
      Optional<Path> trajectory,
      SampleFormat format,
      SamplePlan plan,
      Console console,
      boolean json) {
    this.out = out;
    this.trajectory = trajectory;
    this.format = format;
    this.plan = plan;
    this.console = console;
    this.json = json;
  }

  /**
   * A drawing that has not begun.
   *
   * @throws IllegalArgumentException if the file's name ends in nothing known
   */
  public static Drawing to(Path out, SamplePlan plan, Console console, boolean json) {
    return new Drawing(out, Optional.empty(), SampleFormat.of(out), plan, console, json);
  }

  /**
   * The same, with a picture of the way.
   *
   * @throws IllegalArgumentException if the file's name ends in nothing known
   */
  public Drawing alongWith(Path picture) {
    TrajectoryFile.check(picture);
    return new Drawing(out, Optional.of(picture), format, plan, console, json);
  }

  /**
   * Draws and writes.
   *
   * @param shape of a sample
   * @param source draws the plan's rows and tells a listener
   * @return the exit code
   */
  public int run(ItemShape shape, Consumer<RunListener<Sample>> source) {
    if (trajectory.isEmpty()) {
      return run(shape, source, RunListener.none(), () -> {});
    }
    try (TrajectoryFile way = TrajectoryFile.create(trajectory.get(), shape, plan.rows())) {
      return run(shape, source, way, way::commit);
    }
  }

  private int run(
      ItemShape shape,
      Consumer<RunListener<Sample>> source,
      RunListener<Sample> way,
      Runnable commitWay) {
    SampleSummary summary = new SampleSummary();
    // The signal is given back last, so that no partial file stays behind.
    try (StopSignal stop = new StopSignal();
        SampleFile file = format.create(out, shape, plan);
        ProgressLine progress =
            new ProgressLine(console, "sampling", evaluations(), "evaluations")) {
      source.accept(
          new RunListener<>() {
            @Override
            public void moved(Movement movement) {
              way.moved(movement);
            }

            @Override
            public void finished(Sample sample) {
              file.add(sample);
              way.finished(sample);
              summary.add(sample);
              progress.say(summary.rows() + "/" + plan.rows().count());
            }

            @Override
            public void evaluated(long evaluations) {
              progress.to(evaluations);
            }

            @Override
            public boolean cancelled() {
              return stop.raised();
            }
          });
      stop.requireQuiet();
      commitWay.run();
      file.commit();
    }
    summary.report().print(console, json, out);
    return summary.exitCode(console);
  }

  /** Network evaluations over all rows; −1 where the method chooses its steps. */
  private long evaluations() {
    OptionalLong each = plan.evaluations();
    return each.isPresent() ? each.getAsLong() * plan.rows().count() : -1;
  }
}
