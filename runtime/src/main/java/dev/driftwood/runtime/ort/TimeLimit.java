package dev.driftwood.runtime.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a run that goes on for ever, as a file with a loop may ask for. */
final class TimeLimit implements AutoCloseable {
  private static final int SECONDS = 120;
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "driftwood-time-limit");
            thread.setDaemon(true);
            return thread;
          });

  private final RunOptions options;
  private final Future<?> end;
  private volatile boolean over;

  private TimeLimit(RunOptions options) {
    this.options = options;
    this.end = CLOCK.schedule(this::terminate, SECONDS, TimeUnit.SECONDS);
  }

  /** Starts the clock. */
  static TimeLimit start() throws OrtException {
    return new TimeLimit(new RunOptions());
  }

  private void terminate() {
    over = true;
    try {
      options.setTerminate(true);
    } catch (OrtException | IllegalStateException e) {
      // The run was over in the same moment.
    }
  }

  RunOptions options() {
    return options;
  }

  /** What a failed run means. */
  DriftwoodException failure(OrtException cause) {
    String reason = over ? "it was not done after " + SECONDS + " s" : OrtNetwork.line(cause);
    return new DriftwoodException("the network does not run: " + reason, cause);
  }

  @Override
  public void close() {
    end.cancel(false);
    options.close();
  }
}
