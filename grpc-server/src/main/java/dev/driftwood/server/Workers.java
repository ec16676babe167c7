package dev.driftwood.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run networks, and the number of calls that may be open. A call holds a {@link
 * Place} from its admission to its end and has at most one task at a time, so what waits is
 * bounded.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore places;
  private final int calls;

  Workers(int count, int calls) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count, task -> daemon(task, "driftwood-worker-" + number.incrementAndGet()));
    this.places = new Semaphore(calls);
    this.calls = calls;
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes a place for a call.
   *
   * @throws Refusal if all are taken
   */
  Place admit() {
    if (!places.tryAcquire()) {
      throw Refusal.busy(calls);
    }
    return new Place();
  }

  /** Waits until no call is open; whether that came about in time. */
  boolean awaitIdle(Duration time) throws InterruptedException {
    boolean idle = places.tryAcquire(calls, time.toMillis(), TimeUnit.MILLISECONDS);
    if (idle) {
      places.release(calls);
    }
    return idle;
  }

  /** A call's right to have work done. */
  final class Place implements AutoCloseable {
    private final AtomicBoolean held = new AtomicBoolean(true);

    /** Has a task done by the next free worker. */
    void run(Runnable task) {
      try {
        threads.execute(task);
      } catch (RejectedExecutionException e) {
        throw Refusal.stopping();
      }
    }

    /** Has a call's only task done and gives the place back. */
    void runThenClose(Runnable task) {
      try {
        run(
            () -> {
              try (this) {
                task.run();
              }
            });
      } catch (Refusal e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() {
      if (held.getAndSet(false)) {
        places.release();
      }
    }
  }

  /** Waits for what runs: a network must not be let go while it runs. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
