package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.List;

/** Images as points of a network's space, one dequantisation draw each, as scoring makes them. */
public final class DequantisedRows {
  private static final NoiseStream NOISE = new NoiseStream(0);

  private DequantisedRows() {}

  /**
   * The rows.
   *
   * @throws DriftwoodException where an item is broken
   */
  public static List<double[]> of(ModelDescription description, List<ImageItem> items) {
    return items.stream().map(item -> row(description, item)).toList();
  }

  private static double[] row(ModelDescription description, ImageItem item) {
    if (!(item instanceof Image image)) {
      throw new DriftwoodException(item.id() + ": can't be read");
    }
    double[] x = image.values();
    if (image.type().isQuantised() && description.data() instanceof DataSpec.Images images) {
      double[] uniforms = new double[x.length];
      NOISE.uniforms(image.rowKey(), Purpose.DEQUANTISATION, 0, 0, 0, uniforms);
      x = images.dequantiser().dequantise(x, uniforms);
    }
    return description.data().transform().forward(x);
  }
}
