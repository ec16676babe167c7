package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The file metrics.csv of a run: one row at a time, on disk at once.
 *
 * <p>Columns: {@code iteration, loss, gradient_norm} (means since the row before), {@code
 * learning_rate, images_per_second, waiting_share} (of the time, for data), {@code resident_mb,
 * elapsed_s}, then those of the evaluators, empty where nothing was evaluated.
 */
final class MetricsCsv {
  private static final List<String> FIXED =
      List.of(
          "iteration",
          "loss",
          "gradient_norm",
          "learning_rate",
          "images_per_second",
          "waiting_share",
          "resident_mb",
          "elapsed_s");

  private final Path file;
  private final List<String> header;

  /**
   * Starts the file, or goes on with it.
   *
   * @param done steps whose rows stay if the file is there; later rows are dropped
   */
  MetricsCsv(Path file, List<String> evaluated, long done) {
    this.file = file;
    this.header = new ArrayList<>(FIXED);
    header.addAll(evaluated);
    List<String> lines = new ArrayList<>(List.of(String.join(",", header)));
    if (done > 0 && Files.isRegularFile(file)) {
      lines.addAll(rows(done));
    }
    String content = String.join("\n", lines) + "\n";
    AtomicFile.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a row, which it returns; NaN is written as nothing. */
  MetricsRow add(long iteration, List<Double> values) {
    if (values.size() != header.size() - 1) {
      throw new IllegalArgumentException(
          "values: " + values.size() + " (expected: " + (header.size() - 1) + ")");
    }
    String row =
        values.stream()
            .map(value -> value.isNaN() ? "" : value.toString())
            .collect(Collectors.joining(",", iteration + ",", "\n"));
    try {
      Files.writeString(file, row, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      figures.put(header.get(i + 1), values.get(i));
    }
    return new MetricsRow(iteration, figures);
  }

  /** The rows of the first steps, by the columns of now; a kill may have cut the last row short. */
  private List<String> rows(long done) {
    try {
      List<String> lines = Files.readAllLines(file);
      List<String> before = lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(","));
      return lines.stream()
          .skip(1)
          .map(line -> line.split(",", -1))
          .filter(cells -> cells.length == before.size())
          .filter(cells -> iterationOf(cells[0]) <= done)
          .map(cells -> row(before, cells))
          .toList();
    } catch (IOException e) {
      throw new DriftwoodException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private String row(List<String> before, String[] cells) {
    return header.stream()
        .map(column -> before.contains(column) ? cells[before.indexOf(column)] : "")
        .collect(Collectors.joining(","));
  }

  private long iterationOf(String cell) {
    try {
      return Long.parseLong(cell);
    } catch (NumberFormatException e) {
      throw new DriftwoodException(
          "%s: '%s' is no iteration (remove the file to start it anew)".formatted(file, cell), e);
    }
  }
}
