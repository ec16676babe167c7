package dev.driftwood.cli.scoring;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of lines that outlives the process that writes it: the lines stand in {@code NAME.partial}
 * and {@link Journal} says how many are safe, so that whoever comes after can go on. The name
 * appears when all is done.
 */
final class GrowingFile implements AutoCloseable {
  private static final long NANOS_BETWEEN_MARKS = 500_000_000;
  private static final int MOST_BUFFERED = 1 << 16;

  private final Path target;
  private final Path partial;
  private final Journal journal;
  private final FileChannel channel;
  private final StringBuilder buffer = new StringBuilder();
  private long rows;
  private long marked;
  private long lastMark = System.nanoTime();
  private boolean open = true;

  private GrowingFile(Path target, Path partial, Journal journal, FileChannel channel, long rows) {
    this.target = target;
    this.partial = partial;
    this.journal = journal;
    this.channel = channel;
    this.rows = rows;
    this.marked = rows;
  }

  /** Begins anew, whatever is there. */
  static GrowingFile create(Path target, String work, String head) {
    requireFolder(target);
    Journal journal = Journal.of(target);
    try {
      Path partial = partial(target);
      FileChannel channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      journal.start(work);
      GrowingFile file = new GrowingFile(target, partial, journal, channel, 0);
      file.buffer.append(head);
      return file;
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  /**
   * Goes on where the same work was stopped, at the last row that is safe.
   *
   * @return nothing where there is nothing to go on from
   * @throws DriftwoodException where what is there is of other work
   */
  static Optional<GrowingFile> resume(Path target, String work) {
    Journal journal = Journal.of(target);
    Path partial = partial(target);
    Optional<Journal.Mark> mark = Files.exists(partial) ? journal.last(work) : Optional.empty();
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    try {
      FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE);
      if (channel.size() < mark.get().bytes()) {
        channel.close();
        throw new DriftwoodException(
            "%s: has %d bytes (expected: %d or more, as its journal says; without --resume it is"
                + " begun anew)".formatted(partial, Files.size(partial), mark.get().bytes()));
      }
      channel.truncate(mark.get().bytes());
      channel.position(mark.get().bytes());
      return Optional.of(new GrowingFile(target, partial, journal, channel, mark.get().rows()));
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  private static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  private static void requireFolder(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (Files.isDirectory(target)) {
      throw new DriftwoodException(
          target + ": is a folder (expected: the name of a file to write)");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DriftwoodException(
          target + ": cannot be written: no folder " + folder + " (create it first)");
    }
  }

  /** Where the lines are. */
  Path path() {
    return open ? partial : target;
  }

  /** Rows written so far, by whomever. */
  long rows() {
    return rows;
  }

  /** Adds a row, with its line's end. */
  void add(String line) {
    buffer.append(line);
    rows++;
    if (buffer.length() > MOST_BUFFERED || System.nanoTime() - lastMark > NANOS_BETWEEN_MARKS) {
      mark();
    }
  }

  /** Puts the rows on the disk, and says so. */
  private void mark() {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(buffer.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      buffer.setLength(0);
      channel.force(false);
      if (rows > marked) {
        journal.mark(new Journal.Mark(rows, channel.position()));
      }
      marked = rows;
      lastMark = System.nanoTime();
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  /** Gives the file its name. */
  void commit() {
    mark();
    try {
      channel.close();
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      open = false;
      journal.delete();
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  /** Leaves what there is for another time; nothing where there is no row. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    mark();
    try {
      channel.close();
      if (rows == 0) {
        Files.deleteIfExists(partial);
        journal.delete();
      }
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  /** Leaves nothing. */
  void discard() {
    if (open) {
      rows = 0;
      buffer.setLength(0);
      close();
    }
  }
}
