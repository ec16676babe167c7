package dev.driftwood.cli;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C: while open, a signal that would end the process asks the work to come to its end instead,
 * so that no file stays half-written; the process then leaves with the signal's exit code. A second
 * signal ends the process at once, past the hooks of the JVM, which would crash it in the midst of
 * a network call.
 */
public final class StopSignal implements AutoCloseable {
  private static final int SIGNAL_CODE = 128;

  private static volatile int number;

  private final BooleanSupplier stop;
  private final BooleanSupplier hurry;
  private final AtomicInteger times = new AtomicInteger();
  private final Signals signals;

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
    this(
        () -> {
          stop.run();
          return true;
        },
        () -> false);
  }

  /**
   * A signal of which the second one is passed on, too.
   *
   * @param stop asks the work to end soon, and says whether it will; else the process ends; called
   *     once, by another thread
   * @param hurry the same for at once, at the second signal
   */
  public StopSignal(BooleanSupplier stop, BooleanSupplier hurry) {
    this.stop = stop;
    this.hurry = hurry;
    this.signals = new Signals(this::raise);
  }

  /** Whether the work should end. */
  public boolean raised() {
    return times.get() > 0;
  }

  /** Ends the command where it was stopped, so that no result is written. */
  public void requireQuiet() {
    if (raised()) {
      throw new DriftwoodException("stopped before the end; nothing was written");
    }
  }

  /** The work has come to its end as it was asked to, once: its own exit code counts. */
  public void obeyed() {
    if (times.get() <= 1) {
      number = 0;
    }
  }

  /** The process's exit code: 128 and the signal's number where one came, else the command's. */
  static int exitCode(int code) {
    return number > 0 ? SIGNAL_CODE + number : code;
  }

  private void raise(int signal) {
    int which = times.incrementAndGet();
    number = signal;
    boolean ends =
        switch (which) {
          case 1 -> stop.getAsBoolean();
          case 2 -> hurry.getAsBoolean();
          default -> false;
        };
    if (!ends) {
      Runtime.getRuntime().halt(SIGNAL_CODE + signal);
    }
  }

  @Override
  public void close() {
    signals.close();
  }
}
