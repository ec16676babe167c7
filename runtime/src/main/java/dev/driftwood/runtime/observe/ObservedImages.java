package dev.driftwood.runtime.observe;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;

/**
 * Turns images into items of data space: whole ones of the model's shape, or what is seen alone, a
 * grey or a small one. Level k becomes the middle (k + ½)/levels of its interval.
 *
 * @param observed what is seen of them
 * @param shape the model's
 * @param data what the model's numbers mean
 */
public record ObservedImages(Observed observed, ItemShape shape, DataSpec data) {
  /**
   * The item of an image.
   *
   * @throws DriftwoodException naming the image, where it is broken or of another shape or depth
   */
  public double[] item(ImageItem item) {
    if (item instanceof BrokenImage broken) {
      throw new DriftwoodException("image " + broken.id() + ": " + broken.error());
    }
    Image image = (Image) item;
    requireShape(image.id(), image.shape());
    return whole(image.shape(), values(image));
  }

  /**
   * The item of numbers that are in data space already.
   *
   * @param id what errors call it
   * @param given the whole shape, or that of what is seen
   * @param values as many as the shape has
   * @throws DriftwoodException naming the image, where it is of another shape or not finite
   */
  public double[] item(String id, ItemShape given, double[] values) {
    requireShape(id, given);
    for (double value : values) {
      finite(id, value);
    }
    return whole(given, values);
  }

  private double[] whole(ItemShape given, double[] values) {
    return given.equals(shape) ? values.clone() : observed.spread(shape, values);
  }

  private void requireShape(String id, ItemShape given) {
    if (!given.equals(shape) && !given.equals(observed.seenShape(shape))) {
      throw new DriftwoodException(
          "image %s: shape %s (expected: %s)".formatted(id, given, expected()));
    }
  }

  private String expected() {
    ItemShape seen = observed.seenShape(shape);
    return seen.equals(shape) ? shape.toString() : shape + ", or " + seen + " of what is seen";
  }

  private double[] values(Image image) {
    double[] values = image.values();
    for (int d = 0; d < values.length; d++) {
      values[d] =
          image.type().isQuantised() ? middle(image, values[d]) : finite(image.id(), values[d]);
    }
    return values;
  }

  private double middle(Image image, double level) {
    if (data instanceof DataSpec.Images images && level < images.levels()) {
      return images.dequantiser().value((int) level, 0.5);
    }
    throw new DriftwoodException(
        "image %s: stored as %s levels, such as %.0f (expected: %s)"
            .formatted(image.id(), image.type(), level, depth()));
  }

  private String depth() {
    return data instanceof DataSpec.Images images
        ? "levels below " + images.levels()
        : "float32 points";
  }

  private static double finite(String id, double value) {
    if (!Double.isFinite(value)) {
      throw new DriftwoodException(
          "image %s: value %s (expected: a finite number)".formatted(id, value));
    }
    return value;
  }
}
