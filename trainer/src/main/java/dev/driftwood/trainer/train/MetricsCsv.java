package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The file metrics.csv of a run: one row at a time, on disk at once.
 *
 * <p>Columns: {@code iteration, loss} (mean since the row before), {@code images_per_second,
 * resident_mb, elapsed_s}, then those of the evaluators, empty where nothing was evaluated.
 */
final class MetricsCsv {
  private static final List<String> FIXED =
      List.of("iteration", "loss", "images_per_second", "resident_mb", "elapsed_s");

  private final Path file;
  private final int columns;

  /**
   * Starts the file, or goes on with it.
   *
   * @param done steps whose rows stay if the file is there; later rows are dropped
   */
  MetricsCsv(Path file, List<String> evaluated, long done) {
    this.file = file;
    List<String> header = new ArrayList<>(FIXED);
    header.addAll(evaluated);
    this.columns = header.size();
    List<String> lines = new ArrayList<>(List.of(String.join(",", header)));
    try {
      if (done > 0 && Files.isRegularFile(file)) {
        Files.readAllLines(file).stream()
            .skip(1)
            .filter(line -> iterationOf(line) <= done)
            .forEach(lines::add);
      }
      Files.write(file, lines);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Adds a row; NaN is written as nothing. */
  void add(long iteration, List<Double> values) {
    if (values.size() != columns - 1) {
      throw new IllegalArgumentException(
          "values: " + values.size() + " (expected: " + (columns - 1) + ")");
    }
    String row =
        values.stream()
            .map(value -> value.isNaN() ? "" : value.toString())
            .collect(Collectors.joining(",", iteration + ",", "\n"));
    try {
      Files.writeString(file, row, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private long iterationOf(String line) {
    try {
      return Long.parseLong(line.substring(0, Math.max(0, line.indexOf(','))));
    } catch (NumberFormatException e) {
      throw new DriftwoodException(
          "%s: '%s' is not a row of metrics (remove the file to start it anew)"
              .formatted(file, line),
          e);
    }
  }

  private DriftwoodException unwritable(IOException e) {
    return new DriftwoodException(
        "can't write " + file + " (expected: a writable folder with room)", e);
  }
}
