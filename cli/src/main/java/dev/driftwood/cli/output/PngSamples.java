package dev.driftwood.cli.output;

import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.image.PngGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Samples in a grid; all are in memory until the end. */
final class PngSamples implements SampleFile {
  private final Path target;
  private final PngGrid grid;
  private final AtomicFile file;
  private final List<float[]> images = new ArrayList<>();
  private final InOrder<Sample> order;

  PngSamples(Path target, ItemShape shape, SamplePlan.Rows rows) {
    this.target = target;
    this.grid = PngGrid.of(shape, SampleFormat.count(rows));
    // Opened before the work, so that an unwritable folder is found before it.
    this.file = AtomicFile.create(target);
    this.order = new InOrder<>(rows.first(), sample -> images.add(sample.values()));
  }

  @Override
  public void add(Sample sample) {
    order.add(sample.row(), sample);
  }

  @Override
  public void commit() {
    order.requireComplete();
    try {
      file.stream().write(grid.encode(images));
      file.commit();
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
