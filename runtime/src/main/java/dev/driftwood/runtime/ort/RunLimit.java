package dev.driftwood.runtime.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run, between two of its nodes, that goes on for ever, as a file with a loop may ask for,
 * that takes more memory than {@link Footprint} could tell, whose thread is interrupted, or for
 * which nobody waits any more. Looking costs some microseconds, and begins after 50 ms.
 */
final class RunLimit implements AutoCloseable {
  private static final long MILLISECONDS = 50;
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Held<RunOptions> options;
  private final int seconds;
  private final BooleanSupplier abandoned;
  private final double room = Memory.room();
  private final long start = System.nanoTime();
  private final Thread runner = Thread.currentThread();
  private final Future<?> watch;
  private double before = -1;
  private boolean closed;
  private @Nullable String reason;

  private RunLimit(Held<RunOptions> options, int seconds, BooleanSupplier abandoned) {
    this.options = options;
    this.seconds = seconds;
    this.abandoned = abandoned;
    this.watch =
        CLOCK.scheduleWithFixedDelay(this::look, MILLISECONDS, MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "driftwood-run-limit");
              thread.setDaemon(true);
              return thread;
            });
    // Most runs are over before they are looked at.
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /** Starts the clock for a run that somebody waits for to its end. */
  static RunLimit start(int seconds) throws OrtException {
    return start(seconds, () -> false);
  }

  /**
   * Starts the clock, for a run of the thread that calls.
   *
   * @param seconds that the run may take
   * @param abandoned whether nobody waits for it any more
   */
  static RunLimit start(int seconds, BooleanSupplier abandoned) throws OrtException {
    return new RunLimit(Natives.runOptions(), seconds, abandoned);
  }

  private void look() {
    double now = Memory.resident();
    if (before < 0) {
      before = now;
    }
    if (runner.isInterrupted()) {
      end("it was interrupted");
    } else if (abandoned.getAsBoolean()) {
      end("nobody waits for it");
    } else if (System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(seconds)) {
      end(
          "it was not done after %d s (expected: less; -D%s=SECONDS allows more)"
              .formatted(seconds, OrtSettings.RUN_SECONDS));
    } else if (now - before > room) {
      end(
          "it took %.3g GB of memory (expected: %s)"
              .formatted(1e-9 * (now - before), Memory.expected()));
    }
  }

  /** Options that are closed must not be touched: the process would end. */
  private synchronized void end(String why) {
    if (!closed && reason == null) {
      reason = why;
      try {
        options.get().setTerminate(true);
      } catch (OrtException e) {
        throw new IllegalStateException("a run could not be ended", e);
      }
    }
  }

  RunOptions options() {
    return options.get();
  }

  /** What a failed run means. */
  synchronized DriftwoodException failure(OrtException cause) {
    String why = reason == null ? OrtNetwork.line(cause) : reason;
    return new DriftwoodException("the network does not run: " + why, cause);
  }

  @Override
  public void close() {
    watch.cancel(false);
    synchronized (this) {
      closed = true;
      options.close();
    }
  }
}
