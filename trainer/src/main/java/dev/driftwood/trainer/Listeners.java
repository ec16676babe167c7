package dev.driftwood.trainer;

import dev.driftwood.trainer.train.MetricsRow;
import dev.driftwood.trainer.train.Progress;
import dev.driftwood.trainer.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;

/**
 * Several listeners as one.
 *
 * @param all in the order in which they hear
 */
record Listeners(List<TrainingListener> all) implements TrainingListener {
  Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void progressed(Progress progress) {
    all.forEach(listener -> listener.progressed(progress));
  }

  @Override
  public void checkpointed(Path file) {
    all.forEach(listener -> listener.checkpointed(file));
  }

  @Override
  public void began(long done) {
    all.forEach(listener -> listener.began(done));
  }

  @Override
  public void recorded(MetricsRow row) {
    all.forEach(listener -> listener.recorded(row));
  }

  @Override
  public void evaluated(long iteration) {
    all.forEach(listener -> listener.evaluated(iteration));
  }

  @Override
  public void warned(String message) {
    all.forEach(listener -> listener.warned(message));
  }
}
