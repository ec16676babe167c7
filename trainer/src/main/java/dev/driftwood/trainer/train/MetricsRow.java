package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A row of metrics.csv.
 *
 * @param iteration steps done
 * @param figures by the names of their columns, in their order; without those that are no numbers
 */
public record MetricsRow(long iteration, Map<String, Double> figures) {
  public MetricsRow {
    Map<String, Double> numbers = new LinkedHashMap<>(figures);
    numbers.values().removeIf(value -> value.isNaN());
    figures = Collections.unmodifiableMap(numbers);
  }

  /** A figure, where it was measured. */
  public OptionalDouble figure(String column) {
    Double value = figures.get(column);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * All rows of a file, but for one that a kill cut off.
   *
   * @throws DriftwoodException if it can't be read, or holds what is no number
   */
  public static List<MetricsRow> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new DriftwoodException(
          file + ": can't be read (expected: the metrics.csv of a run)", e);
    }
    String[] header = lines.isEmpty() ? new String[0] : lines.get(0).split(",", -1);
    List<MetricsRow> rows = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",", -1);
      if (cells.length == header.length) {
        rows.add(row(file, header, cells));
      }
    }
    return rows;
  }

  private static MetricsRow row(Path file, String[] header, String[] cells) {
    try {
      Map<String, Double> figures = new LinkedHashMap<>();
      for (int i = 1; i < cells.length; i++) {
        figures.put(header[i], cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]));
      }
      return new MetricsRow(Long.parseLong(cells[0]), figures);
    } catch (NumberFormatException e) {
      throw new DriftwoodException(
          "%s: row '%s' (expected: numbers)".formatted(file, String.join(",", cells)), e);
    }
  }
}
