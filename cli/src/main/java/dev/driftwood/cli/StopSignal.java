package dev.driftwood.cli;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C: while open, the end of the process waits until the work has come to its end, which it is
 * asked to do. Without the wait the process would leave in the middle of a native call, which
 * crashes it, and half-written files would stay.
 */
public final class StopSignal implements AutoCloseable {
  private final Runnable stop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "driftwood-stop");
  private volatile boolean raised;

  /** A signal that work asks for with {@link #raised}. */
  public StopSignal() {
    this(() -> {});
  }

  /**
   * A signal that is also passed on.
   *
   * @param stop asks the work to end soon; called once, by another thread
   */
  public StopSignal(Runnable stop) {
    this.stop = stop;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the work should end. */
  public boolean raised() {
    return raised;
  }

  /** Ends the command where it was stopped, so that no result is written. */
  public void requireQuiet() {
    if (raised) {
      throw new DriftwoodException("stopped before the end; nothing was written");
    }
  }

  private void stopAndWait() {
    raised = true;
    stop.run();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!raised) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The end of the process has begun just now, and the hook no longer waits.
        raised = true;
      }
    }
  }
}
