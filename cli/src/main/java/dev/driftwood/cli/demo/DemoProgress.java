package dev.driftwood.cli.demo;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.trainer.demo.DemoListener;
import dev.driftwood.trainer.demo.Stage;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bar for the stage in hand, and a line for each that is done. */
final class DemoProgress implements DemoListener, AutoCloseable {
  private static final int PARTS = 1000;

  private final Console console;
  private @Nullable ProgressLine line;

  DemoProgress(Console console) {
    this.console = console;
  }

  @Override
  public void began(Stage stage) {
    close();
    line = new ProgressLine(console, stage.sentence(), PARTS, "‰");
  }

  @Override
  public void progressed(Stage stage, double share) {
    if (line != null) {
      line.to(Math.round(share * PARTS));
    }
  }

  @Override
  public void ended(Stage stage, Duration took) {
    close();
    double seconds = took.toMillis() / 1000.0;
    console.print(String.format(Locale.ROOT, "%-48s %6.1f s", stage.sentence(), seconds));
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
      line = null;
    }
  }
}
