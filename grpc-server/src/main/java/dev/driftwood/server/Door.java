package dev.driftwood.server;

import java.time.Duration;

/**
 * A further way in for calls of the service, which ends when the server does and in the same steps.
 * What is told to end before it began to stop, or twice, must bear it.
 */
public interface Door {
  /** Refuses new calls from now on; running ones go on. Does not wait. */
  void stopTaking();

  /**
   * Waits until no call runs.
   *
   * @return whether that came about in time, and every call had ended by itself
   */
  boolean await(Duration time) throws InterruptedException;

  /** Ends what runs, and does not wait for it. */
  void cut();
}
