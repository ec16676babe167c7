package dev.driftwood.trainer.evaluation;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How far sets of images are from a reference set: the Fréchet distance of the first principal
 * components of their pixels, which are taken from the reference.
 *
 * <p>Pixels are levels over 256 at their centres, so that drawn and stored images are treated
 * alike. Every set is cut to the same number of images, because the distance depends on it.
 */
public final class ImageSetDistance {
  private static final int LEVELS = 256;

  private final ItemShape shape;
  private final int count;
  private final PrincipalComponents components;
  private final List<double[]> reference;

  private ImageSetDistance(
      ItemShape shape, int count, PrincipalComponents components, List<double[]> reference) {
    this.shape = shape;
    this.count = count;
    this.components = components;
    this.reference = reference;
  }

  /**
   * Distances from the first images of an input.
   *
   * @param count images of each set
   * @param components principal components to keep
   */
  public static ImageSetDistance from(Path input, int count, int components) {
    List<double[]> pixels = new ArrayList<>();
    ItemShape shape = read(input, InputOptions.defaults(), count, pixels);
    PrincipalComponents axes = PrincipalComponents.of(pixels, components);
    return new ImageSetDistance(shape, count, axes, pixels.stream().map(axes::project).toList());
  }

  /** The distance of the first images of another input. */
  public double of(Path input) {
    List<double[]> pixels = new ArrayList<>();
    read(input, InputOptions.defaults().withShape(shape), count, pixels);
    return distance(pixels);
  }

  /** The distance of images of independent uniform pixels. */
  public double ofNoise(long seed) {
    List<double[]> pixels = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double[] values = new double[shape.size()];
      new NoiseStream(seed).uniforms(row, Purpose.DATA_SYNTHESIS, 0, 0, 0, values);
      pixels.add(values);
    }
    return distance(pixels);
  }

  private double distance(List<double[]> pixels) {
    return FrechetDistance.between(reference, pixels.stream().map(components::project).toList());
  }

  private static ItemShape read(
      Path input, InputOptions options, int count, List<double[]> pixels) {
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
      return shape;
    }
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
