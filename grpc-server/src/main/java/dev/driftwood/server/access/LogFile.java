package dev.driftwood.server.access;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file to which lines are added, each written at once. One that was moved away, as those do who
 * keep old logs, is begun anew. Thread-safe.
 */
public final class LogFile implements Consumer<String>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

  private final Path path;
  private Writer writer;
  private boolean broken;

  private LogFile(Path path, Writer writer) {
    this.path = path;
    this.writer = writer;
  }

  /**
   * A file that is there or not.
   *
   * @throws DriftwoodException if it can't be written
   */
  public static LogFile open(Path path) {
    try {
      return new LogFile(path, writer(path));
    } catch (IOException e) {
      throw new DriftwoodException(
          path + ": can't be written: " + e.getMessage() + " (expected: a file in a folder)", e);
    }
  }

  private static Writer writer(Path path) throws IOException {
    return Files.newBufferedWriter(
        path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public synchronized void accept(String line) {
    try {
      if (!Files.exists(path)) {
        writer.close();
        writer = writer(path);
      }
      writer.write(line + "\n");
      writer.flush();
      broken = false;
    } catch (IOException e) {
      // Calls go on without their lines; it is said once.
      if (!broken) {
        LOG.error("{}: can't be written", path, e);
      }
      broken = true;
    }
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
