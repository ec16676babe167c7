package dev.driftwood.cli.output;

import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.PngGrid;
import dev.driftwood.runtime.observe.Restoration;
import java.util.List;
import java.util.Optional;

/**
 * What is shown of a sample: itself, or where a part of it was known, what was seen, itself and the
 * original, side by side.
 *
 * @param shape of an image
 * @param known what was known
 */
record Tiles(ItemShape shape, Optional<Restoration> known) {
  private static final int SEEN_DRAWN_ORIGINAL = 3;

  static Tiles of(SamplePlan plan, ItemShape shape) {
    return new Tiles(shape, plan.restoration());
  }

  PngGrid grid(int samples) {
    if (known.isEmpty()) {
      return PngGrid.of(shape, samples);
    }
    int beside = (int) Math.ceil(Math.sqrt(samples / (double) SEEN_DRAWN_ORIGINAL));
    return new PngGrid(shape, SEEN_DRAWN_ORIGINAL * Math.max(1, beside));
  }

  List<float[]> of(Sample sample) {
    return known.map(it -> beside(it, sample)).orElseGet(() -> List.of(sample.values()));
  }

  private List<float[]> beside(Restoration restoration, Sample sample) {
    double[] original = restoration.item(sample.row());
    double[] seen = restoration.observed().view(shape, original);
    return List.of(rounded(seen), sample.values(), rounded(original));
  }

  private static float[] rounded(double[] values) {
    float[] rounded = new float[values.length];
    for (int d = 0; d < values.length; d++) {
      rounded[d] = (float) values[d];
    }
    return rounded;
  }
}
