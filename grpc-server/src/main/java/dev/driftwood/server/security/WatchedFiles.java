package dev.driftwood.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files every so often and has them read again when their bytes have changed. What can't
 * be read leaves all as it is and is said once. Bytes are compared, not times: what a cluster
 * mounts is a link to a folder that is exchanged.
 */
final class WatchedFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(WatchedFiles::thread);
  private final Duration every;

  WatchedFiles(Duration every) {
    this.every = every;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "driftwood-files");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reads some files, and again whenever any has changed since.
   *
   * @param first reads them now
   * @param again reads them into what was made of them first; throws where it can't, and is then
   *     asked again, as what fails may pass
   */
  <T> T watch(List<Path> files, Supplier<T> first, Consumer<T> again) {
    // Looked at before they are read: what changes in between is read twice, and not missed.
    int seen = hash(files);
    T read = first.get();
    Watch watch = new Watch(files, () -> again.accept(read), seen);
    long nanos = every.toNanos();
    clock.scheduleWithFixedDelay(watch::look, nanos, nanos, TimeUnit.NANOSECONDS);
    return read;
  }

  /** A chance of 2⁻³² to miss a change is below that of a broken disk. */
  private static int hash(List<Path> files) {
    List<Integer> hashes = new ArrayList<>();
    for (Path file : files) {
      try {
        hashes.add(Arrays.hashCode(Files.readAllBytes(file)));
      } catch (IOException e) {
        hashes.add(0);
      }
    }
    return hashes.hashCode();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** For one thread only. */
  private static final class Watch {
    private final List<Path> files;
    private final Runnable reading;
    private int seen;
    private String said = "";

    Watch(List<Path> files, Runnable reading, int seen) {
      this.files = List.copyOf(files);
      this.reading = reading;
      this.seen = seen;
    }

    /** Lets nothing out: what an executor hears of it does no more. */
    private void look() {
      try {
        int now = hash(files);
        if (now != seen) {
          reading.run();
          seen = now;
          LOG.info("{}: read again", files);
        }
        said = "";
      } catch (RuntimeException | Error e) {
        say(String.valueOf(e.getMessage()));
      }
    }

    private void say(String reason) {
      if (!reason.equals(said)) {
        said = reason;
        LOG.warn("{}: changed, but left as it was: {}", files, reason);
      }
    }
  }
}
