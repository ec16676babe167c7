package dev.driftwood.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error while that is a terminal; nothing otherwise. */
public final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 79;
  private static final int REFRESH_MILLIS = 200;

  private final Console console;
  private final @Nullable ProgressBar bar;

  /**
   * A bar at its start.
   *
   * @param total to reach; below 1 where it is not known
   * @param unit what is counted
   */
  public ProgressLine(Console console, String task, long total, String unit) {
    this.console = console;
    this.bar = console.terminal() ? bar(console, task, total, unit) : null;
  }

  private static ProgressBar bar(Console console, String task, long total, String unit) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(Math.max(total, -1))
        .setUnit(" " + unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setMaxRenderedLength(WIDTH)
        .setConsumer(new DelegatingProgressBarConsumer(text -> draw(console, text), WIDTH))
        .build();
  }

  private static void draw(Console console, String text) {
    console.err().print("\r" + text);
    console.err().flush();
  }

  /** Begins at a count that was reached before, which says nothing about the time that is left. */
  public void from(long done) {
    if (bar != null && done > 0) {
      bar.stepTo(done);
    }
  }

  /** Moves on to a count. */
  public void to(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** Says something behind the bar, such as a loss. */
  public void say(String message) {
    if (bar != null) {
      bar.setExtraMessage(message);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      console.err().println();
      console.err().flush();
    }
  }
}
