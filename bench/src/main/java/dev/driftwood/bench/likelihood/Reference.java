package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What others are held against: sixteen probes on a fine grid.
 *
 * @param nats of each row, in the network's space
 * @param errors standard errors of these, over the probes
 * @param halved the same with half the steps
 */
public record Reference(double[] nats, double[] errors, double[] halved) {
  private static final String HEAD = "nats,standard_error,nats_with_half_the_steps";

  /** The largest change by halving the steps, in nats. */
  public double largestChange() {
    double largest = 0.0;
    for (int row = 0; row < nats.length; row++) {
      largest = Math.max(largest, Math.abs(nats[row] - halved[row]));
    }
    return largest;
  }

  /** Writes it, to be read another time. */
  public void write(Path file) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    for (int row = 0; row < nats.length; row++) {
      lines.add(nats[row] + "," + errors[row] + "," + halved[row]);
    }
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new DriftwoodException(file + ": can't be written: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param rows that there must be
   */
  public static Reference read(Path file, int rows) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (!(lines.size() == rows + 1 && lines.get(0).equals(HEAD))) {
        throw new DriftwoodException(
            "%s: %d lines (expected: %s and %d rows)".formatted(file, lines.size(), HEAD, rows));
      }
      return new Reference(column(lines, 0), column(lines, 1), column(lines, 2));
    } catch (IOException e) {
      throw new DriftwoodException(file + ": can't be read: " + e.getMessage(), e);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new DriftwoodException(file + ": not a reference: " + e.getMessage(), e);
    }
  }

  private static double[] column(List<String> lines, int column) {
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
        .toArray();
  }
}
