package dev.driftwood.trainer.train;

import java.nio.file.Path;

/** Hears how a run goes, on the thread that trains. */
public interface TrainingListener {
  /** Some steps were done. */
  void progressed(Progress progress);

  /** A checkpoint was written. */
  default void checkpointed(Path file) {}

  /** Something is not as it should be, but the run goes on. */
  default void warned(String message) {}
}
