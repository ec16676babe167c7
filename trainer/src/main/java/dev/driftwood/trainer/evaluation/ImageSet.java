package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.Samples;
import dev.driftwood.runtime.data.Dequantiser;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.trainer.data.Items;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images as numbers in [0, 1]: levels over 256 at their centres, so that drawn and stored images
 * are treated alike.
 *
 * @param shape of each
 * @param pixels of each, flattened
 */
record ImageSet(ItemShape shape, List<double[]> pixels) {
  private static final int LEVELS = 256;

  /** The first images of an input. */
  static ImageSet read(Path input, InputOptions options, int count) {
    List<double[]> pixels = new ArrayList<>();
    try (ImageSource source = ImageSource.open(input, options)) {
      ItemShape shape = null;
      while (pixels.size() < count && source.hasNext()) {
        Image image = whole(input, source.next());
        shape = image.shape();
        pixels.add(centres(image));
      }
      if (shape == null || pixels.size() < count) {
        throw new DriftwoodException(
            "%s: %d images (expected: at least %d; ask for fewer)"
                .formatted(input, pixels.size(), count));
      }
      return new ImageSet(shape, pixels);
    }
  }

  /** Images of independent uniform pixels. */
  static ImageSet noise(ItemShape shape, int count, long seed) {
    List<double[]> pixels = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double[] values = new double[shape.size()];
      new NoiseStream(seed).uniforms(row, Purpose.DATA_SYNTHESIS, 0, 0, 0, values);
      pixels.add(values);
    }
    return new ImageSet(shape, pixels);
  }

  /**
   * The first images of a data set.
   *
   * @param levels of its pixels
   */
  static ImageSet of(Items items, int count, int levels) {
    List<double[]> pixels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pixels.add(Arrays.stream(items.image(i).values()).map(k -> (k + 0.5) / levels).toArray());
    }
    return new ImageSet(items.image(0).shape(), pixels);
  }

  /**
   * Drawn images, which are about in [0, 1].
   *
   * @param levels of the pixels of the data
   */
  static ImageSet of(Samples samples, int levels) {
    Dequantiser quantised = new Dequantiser(levels);
    List<double[]> pixels = new ArrayList<>();
    for (float[] row : samples.values()) {
      double[] centres = new double[row.length];
      for (int i = 0; i < row.length; i++) {
        centres[i] = (quantised.level(row[i]) + 0.5) / levels;
      }
      pixels.add(centres);
    }
    return new ImageSet(samples.shape(), pixels);
  }

  private static Image whole(Path input, ImageItem item) {
    if (item instanceof BrokenImage broken) {
      throw new DriftwoodException(
          "%s: image %s: %s".formatted(input, broken.id(), broken.error()));
    }
    return (Image) item;
  }

  private static double[] centres(Image image) {
    Dequantiser levels = new Dequantiser(LEVELS);
    double[] values = image.values();
    for (int i = 0; i < values.length; i++) {
      double level = image.type() == ElementType.F32 ? levels.level(values[i]) : values[i];
      values[i] = (level + 0.5) / LEVELS;
    }
    return values;
  }
}
