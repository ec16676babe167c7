package dev.driftwood.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that encode and send what calls have to say, and the clock of their patience. */
final class Writers implements AutoCloseable {
  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor clock;

  Writers(int count) {
    this.threads =
        Executors.newFixedThreadPool(count, task -> Workers.daemon(task, "driftwood-writer"));
    this.clock =
        new ScheduledThreadPoolExecutor(1, task -> Workers.daemon(task, "driftwood-patience"));
    this.clock.setRemoveOnCancelPolicy(true);
  }

  /** Has something sent soon; nothing is sent any more once this is closed. */
  void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      // The server has ended, and the transport with it.
      return;
    }
  }

  /**
   * Has something looked at later.
   *
   * @return takes it back
   */
  Runnable later(Duration time, Runnable task) {
    try {
      Future<?> waiting = clock.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
      return () -> waiting.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdown();
  }
}
