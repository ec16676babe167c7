package dev.driftwood.trainer.train;

import java.nio.file.Path;

/** Hears how a run goes, on the thread that trains. */
public interface TrainingListener {
  /** Some steps were done. */
  void progressed(Progress progress);

  /** A checkpoint was written. */
  default void checkpointed(Path file) {}

  /**
   * The run begins, or goes on; its folder and config.yaml are there.
   *
   * @param done steps done before
   */
  default void began(long done) {}

  /** A row of metrics.csv was written. */
  default void recorded(MetricsRow row) {}

  /** The samples, the figures and the best checkpoint of an iteration were written. */
  default void evaluated(long iteration) {}

  /** Something is not as it should be, but the run goes on. */
  default void warned(String message) {}
}
