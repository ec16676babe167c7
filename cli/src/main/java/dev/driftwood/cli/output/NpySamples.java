package dev.driftwood.cli.output;

import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.NpyWriter;
import java.nio.file.Path;

/** Samples of any number in an {@code .npy} array. */
final class NpySamples implements SampleFile {
  private final NpyWriter writer;
  private final InOrder<Sample> order;

  NpySamples(Path target, ItemShape shape, SamplePlan.Rows rows) {
    writer = NpyWriter.create(target, shape, SampleFormat.count(rows));
    order = new InOrder<>(rows.first(), sample -> writer.append(sample.values()));
  }

  @Override
  public void add(Sample sample) {
    order.add(sample.row(), sample);
  }

  @Override
  public void commit() {
    // The writer ends the file itself with the last item.
    order.requireComplete();
  }

  @Override
  public void close() {
    writer.close();
  }
}
