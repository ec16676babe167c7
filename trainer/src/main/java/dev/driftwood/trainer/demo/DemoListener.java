package dev.driftwood.trainer.demo;

import java.time.Duration;

/** Hears how a demonstration goes, on the thread that runs it. */
public interface DemoListener {
  /** A stage has begun. */
  default void began(Stage stage) {}

  /**
   * A stage has come further.
   *
   * @param share done, in [0, 1]
   */
  default void progressed(Stage stage, double share) {}

  /** A stage is done. */
  default void ended(Stage stage, Duration took) {}
}
