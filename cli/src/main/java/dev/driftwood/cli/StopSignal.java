package dev.driftwood.cli;

import dev.driftwood.runtime.failure.DriftwoodException;

/**
 * Ctrl-C: while open, a signal that would end the process asks the work to come to its end instead,
 * so that no file stays half-written; the process then leaves with the signal's exit code.
 */
public final class StopSignal implements AutoCloseable {
  private static final int SIGNAL_CODE = 128;

  private static volatile int number;

  private final Runnable stop;
  private final Signals signals;
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
    this.signals = new Signals(this::raise);
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

  /** The process's exit code: 128 and the signal's number where one came, else the command's. */
  static int exitCode(int code) {
    return number > 0 ? SIGNAL_CODE + number : code;
  }

  private void raise(int signal) {
    number = signal;
    raised = true;
    stop.run();
  }

  @Override
  public void close() {
    signals.close();
  }
}
