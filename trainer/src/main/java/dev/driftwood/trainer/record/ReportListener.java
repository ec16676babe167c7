package dev.driftwood.trainer.record;

import dev.driftwood.trainer.train.Progress;
import dev.driftwood.trainer.train.TrainingListener;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Writes the report of a run at each of its evaluations.
 *
 * @param run the folder
 * @param warnings hears where that fails
 */
public record ReportListener(Path run, Consumer<String> warnings) implements TrainingListener {
  @Override
  public void progressed(Progress progress) {}

  @Override
  public void evaluated(long iteration) {
    write();
  }

  /** Writes the report as of now. A page that can't be written must not end a training run. */
  public void write() {
    try {
      RunReport.write(run);
    } catch (RuntimeException e) {
      warnings.accept("no report: " + e.getMessage());
    }
  }
}
