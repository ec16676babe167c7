package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;

/** Makes items fit the shape that is asked for, or says that they do not. */
final class ShapeFit {
  private final InputOptions options;

  ShapeFit(InputOptions options) {
    this.options = options;
  }

  /**
   * Checks a shape that all items of an input have.
   *
   * @throws DriftwoodException naming both shapes
   */
  void require(Object where, ItemShape found) {
    if (options.shape().isPresent() && !fits(found, options.shape().get())) {
      throw new DriftwoodException(where + ": " + mismatch(found, options.shape().get()));
    }
  }

  /** The item in the right shape, or a {@link BrokenImage} that names both shapes. */
  ImageItem apply(Image image) {
    if (options.shape().isEmpty() || options.shape().get().equals(image.shape())) {
      return image;
    }
    ItemShape wanted = options.shape().get();
    return fits(image.shape(), wanted)
        ? BilinearResize.resize(image, wanted)
        : new BrokenImage(image.id(), mismatch(image.shape(), wanted));
  }

  private boolean fits(ItemShape found, ItemShape wanted) {
    boolean resizable =
        options.resize()
            && found.isImage()
            && wanted.isImage()
            && found.channels() == wanted.channels();
    return found.equals(wanted) || resizable;
  }

  private String mismatch(ItemShape found, ItemShape wanted) {
    String remedy = "";
    if (found.isImage() && wanted.isImage()) {
      boolean sameChannels = found.channels() == wanted.channels();
      boolean swapped = found.width() == wanted.channels();
      if (sameChannels) {
        remedy = "; --resize makes it fit";
      } else if (swapped && options.layout() == InputOptions.Layout.NCHW) {
        remedy = "; is it --layout nhwc?";
      }
    }
    return "items have shape " + found + " (expected: " + wanted + ", the model's" + remedy + ")";
  }
}
