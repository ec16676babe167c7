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

  PngSamples(Path target, ItemShape shape, SamplePlan plan) {
    Tiles tiles = Tiles.of(plan, shape);
    this.target = target;
    this.grid = tiles.grid(SampleFormat.count(plan.rows()));
    // Opened before the work, so that an unwritable folder is found before it.
    this.file = AtomicFile.create(target);
    this.order = new InOrder<>(plan.rows().first(), sample -> images.addAll(tiles.of(sample)));
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
