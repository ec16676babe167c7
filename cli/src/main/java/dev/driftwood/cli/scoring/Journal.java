package dev.driftwood.cli.scoring;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What a table that is being written is about, and up to where its rows are safe: a line that names
 * the work, then a line {@code ROWS BYTES} for each time the rows were put on the disk. A line that
 * a kill cut off does not end, and does not count.
 *
 * @param file the journal's own
 */
record Journal(Path file) {
  /**
   * A place to go on from.
   *
   * @param rows that are safe
   * @param bytes that they take in the partial file
   */
  record Mark(long rows, long bytes) {}

  /** The journal of a table. */
  static Journal of(Path table) {
    return new Journal(table.resolveSibling(table.getFileName() + ".journal"));
  }

  /** Begins anew. */
  void start(String work) {
    try {
      Files.writeString(file, oneLine(work) + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  /** Says that rows are on the disk. */
  void mark(Mark mark) {
    try {
      Files.writeString(
          file,
          mark.rows() + " " + mark.bytes() + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  /**
   * The last mark, where there is one.
   *
   * @throws DriftwoodException where the journal is of other work
   */
  Optional<Mark> last(String work) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = read();
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (!lines.get(0).equals(oneLine(work))) {
      throw new DriftwoodException(
          "%s: is of other work: %s (expected: %s; without --resume it is begun anew)"
              .formatted(file, lines.get(0), oneLine(work)));
    }
    return lines.size() == 1 ? Optional.empty() : Optional.of(parsed(lines.get(lines.size() - 1)));
  }

  private Mark parsed(String line) {
    String[] words = line.split(" ");
    try {
      return new Mark(Long.parseLong(words[0]), Long.parseLong(words[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new DriftwoodException(
          "%s: '%s' (expected: ROWS BYTES; without --resume it is begun anew)"
              .formatted(file, line),
          e);
    }
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new DriftwoodException(file + ": can't be read: " + e.getMessage(), e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  private static String oneLine(String work) {
    return work.replaceAll("\\R", " ");
  }
}
