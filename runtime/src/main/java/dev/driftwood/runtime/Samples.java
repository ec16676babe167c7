package dev.driftwood.runtime;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.NpyWriter;
import dev.driftwood.runtime.image.PngGrid;
import dev.driftwood.runtime.solve.Outcome;
import java.nio.file.Path;
import java.util.List;

/**
 * Drawn rows, in the order of their numbers.
 *
 * @param shape of a row
 * @param rows the rows
 */
public record Samples(ItemShape shape, List<Sample> rows) {
  public Samples {
    rows = List.copyOf(rows);
  }

  /** The numbers of each row. */
  public List<float[]> values() {
    return rows.stream().map(Sample::values).toList();
  }

  /** Network evaluations, summed over rows. */
  public long evaluations() {
    return rows.stream().mapToLong(Sample::evaluations).sum();
  }

  /** The rows that did not reach the end. */
  public List<Sample> failed() {
    return rows.stream().filter(sample -> sample.outcome() != Outcome.DONE).toList();
  }

  /** Writes a PNG with the images in a grid. */
  public void writePng(Path target) {
    PngGrid.of(shape, rows.size()).write(target, values());
  }

  /** Writes a NumPy file, {@code <f4}, {@code [n, c, h, w]} or {@code [n, d]}. */
  public void writeNpy(Path target) {
    try (NpyWriter writer = NpyWriter.create(target, shape, rows.size())) {
      values().forEach(writer::append);
    }
  }
}
