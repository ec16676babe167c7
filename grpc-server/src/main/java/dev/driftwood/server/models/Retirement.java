package dev.driftwood.server.models;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Versions that are served no more, each of which is let go when its last lease has ended. That is
 * done by a thread of its own: a request may end on the network's thread, which closing waits for.
 */
final class Retirement implements AutoCloseable {
  private final Set<LoadedVersion> waiting = ConcurrentHashMap.newKeySet();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "driftwood-models-retired");
            made.setDaemon(true);
            return made;
          });

  /** Takes a version that is in no catalogue any more. */
  void add(LoadedVersion version) {
    waiting.add(version);
    version.retire(() -> let(version));
  }

  private void let(LoadedVersion version) {
    try {
      thread.execute(() -> end(version));
    } catch (RejectedExecutionException e) {
      // All that wait are ended by close.
    }
  }

  private void end(LoadedVersion version) {
    version.close();
    waiting.remove(version);
  }

  /** Versions that are still loaded. */
  int size() {
    return waiting.size();
  }

  /** Ends what runs and lets all go. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = !terminated();
    waiting.forEach(this::end);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean terminated() {
    boolean quiet = true;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        quiet = false;
      }
    }
    return quiet;
  }
}
