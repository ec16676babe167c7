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

  /** Has something done whenever any of some files has changed from now on. */
  void watch(List<Path> files, Runnable reading) {
    Watch watch = new Watch(files, reading);
    long nanos = every.toNanos();
    clock.scheduleWithFixedDelay(watch::look, nanos, nanos, TimeUnit.NANOSECONDS);
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

    Watch(List<Path> files, Runnable reading) {
      this.files = List.copyOf(files);
      this.reading = reading;
      this.seen = hash();
    }

    private void look() {
      int now = hash();
      if (now != seen) {
        seen = now;
        try {
          reading.run();
          LOG.info("{}: read again", files);
        } catch (RuntimeException e) {
          LOG.warn("{}: changed, but left as it was: {}", files, e.getMessage());
        }
      }
    }

    /** A chance of 2⁻³² to miss a change is below that of a broken disk. */
    private int hash() {
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
  }
}
