package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The batches of a run one after the other, each made on a thread of its own while the network
 * works on the one before. What a batch holds depends on its number alone, so the thread has no
 * part in the outcome.
 */
final class BatchFeed implements Supplier<Batch>, AutoCloseable {
  private final BatchSource source;
  private final ExecutorService maker;
  private Batch spare;
  private Batch inUse;
  private Future<?> filled;
  private long number;
  private long waitedNanos;

  /**
   * Begins to make the first batch.
   *
   * @param first its number
   */
  BatchFeed(BatchSource source, long first) {
    this.source = source;
    this.number = first;
    this.spare = source.allocate();
    this.inUse = source.allocate();
    this.maker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "driftwood-batches");
              thread.setDaemon(true);
              return thread;
            });
    this.filled = fill(spare, number);
  }

  /** The next batch, valid until the next call. */
  @Override
  public Batch get() {
    long start = System.nanoTime();
    await();
    waitedNanos += System.nanoTime() - start;
    Batch ready = spare;
    spare = inUse;
    inUse = ready;
    number++;
    filled = fill(spare, number);
    return ready;
  }

  /** How long {@link #get} has waited, all in all. */
  double waitedSeconds() {
    return waitedNanos * 1e-9;
  }

  private Future<?> fill(Batch batch, long which) {
    return maker.submit(() -> source.fill(batch, which));
  }

  private void await() {
    try {
      filled.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriftwoodException("interrupted while waiting for data", e);
    }
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    maker.shutdownNow();
  }
}
