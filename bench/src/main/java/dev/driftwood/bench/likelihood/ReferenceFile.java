package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A reference on the disk: comma-separated values, a line a row, each with what it is of, so that
 * it is never taken for another model's, other images' or another plan's.
 *
 * @param path of the file
 */
public record ReferenceFile(Path path) {
  private static final List<String> COLUMNS =
      List.of("nats", "standard_error", "nats_with_half_the_steps", "row", "model", "plan");
  private static final int ROW = 3;
  private static final int MODEL = 4;
  private static final int PLAN = 5;

  /** Writes a reference, whole or not at all. */
  public void write(Reference reference, ReferenceKey key) {
    List<String> lines = new ArrayList<>(List.of(String.join(",", COLUMNS)));
    for (int row = 0; row < reference.nats().length; row++) {
      lines.add(
          String.join(
              ",",
              Double.toString(reference.nats()[row]),
              Double.toString(reference.errors()[row]),
              Double.toString(reference.halved()[row]),
              key.rows().get(row),
              key.model(),
              key.plan()));
    }
    AtomicFile.write(path, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a reference.
   *
   * @throws DriftwoodException where it is not of {@code key}, saying what differs
   */
  public Reference read(ReferenceKey key) {
    List<List<String>> rows = rows();
    if (rows.size() != key.rows().size()) {
      throw other(rows.size() + " rows", key.rows().size() + " rows");
    }
    for (int row = 0; row < rows.size(); row++) {
      List<String> cells = rows.get(row);
      requireSame("model", cells.get(MODEL), key.model());
      requireSame("plan", cells.get(PLAN), key.plan());
      requireSame("row " + row, cells.get(ROW), key.rows().get(row));
    }
    return new Reference(column(rows, 0), column(rows, 1), column(rows, 2));
  }

  private void requireSame(String what, String found, String expected) {
    if (!found.equals(expected)) {
      throw other(what + " " + found, what + " " + expected);
    }
  }

  private DriftwoodException other(String found, String expected) {
    return new DriftwoodException(
        "%s: a reference of %s (expected: of %s; a file that is not there yet is made)"
            .formatted(path, found, expected));
  }

  private List<List<String>> rows() {
    try {
      List<List<String>> lines =
          Files.readAllLines(path).stream().map(line -> List.of(line.split(",", -1))).toList();
      boolean whole = lines.stream().allMatch(line -> line.size() == COLUMNS.size());
      if (lines.isEmpty() || !lines.get(0).equals(COLUMNS) || !whole) {
        throw new DriftwoodException(
            "%s: not a reference (expected: columns %s)".formatted(path, COLUMNS));
      }
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new DriftwoodException(path + ": can't be read: " + e.getMessage(), e);
    }
  }

  private double[] column(List<List<String>> rows, int column) {
    try {
      return rows.stream().mapToDouble(cells -> Double.parseDouble(cells.get(column))).toArray();
    } catch (NumberFormatException e) {
      throw new DriftwoodException(path + ": not a reference: " + e.getMessage(), e);
    }
  }
}
