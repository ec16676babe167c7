package dev.driftwood.cli.output;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.Image;

/**
 * How images of a model look, in red, green and blue and in [0, 1], whatever their channels and
 * levels.
 *
 * @param shape of the images
 * @param levels of a pixel
 */
public record Look(ItemShape shape, int levels) {
  private static final int RGB = 3;

  /** Of the images of a model. */
  public static Look of(ItemShape shape, DataSpec data) {
    return new Look(shape, ((DataSpec.Images) data).levels());
  }

  /** The shape of what {@link #of(Image)} gives. */
  public ItemShape picture() {
    return ItemShape.image(RGB, shape.height(), shape.width());
  }

  /** Grey three times over; of other numbers of channels the first. */
  public float[] of(Image image) {
    int pixels = shape.height() * shape.width();
    float[] picture = new float[RGB * pixels];
    for (int i = 0; i < picture.length; i++) {
      int from = shape.channels() == RGB ? i : i % pixels;
      double value = image.value(from);
      picture[i] = (float) (image.type().isQuantised() ? (value + 0.5) / levels : value);
    }
    return picture;
  }
}
