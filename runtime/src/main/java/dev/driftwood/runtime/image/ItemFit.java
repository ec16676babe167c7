package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Path;

/** Makes items fit the shape and depth that are asked for, or says that they do not. */
final class ItemFit {
  private final InputOptions options;

  ItemFit(InputOptions options) {
    this.options = options;
  }

  /**
   * Checks the shape and the type that all items of an input have.
   *
   * @throws DriftwoodException naming what was found and what was expected
   */
  void require(Path where, ItemShape found, ElementType type) {
    if (!suits(type)) {
      throw new DriftwoodException(where + ": " + wrongDepth(type));
    }
    if (options.shape().isPresent() && !fits(found, options.shape().get())) {
      throw new DriftwoodException(where + ": " + mismatch(found, options.shape().get()));
    }
  }

  /** The item in the right shape, or a {@link BrokenImage} that says what is wrong. */
  ImageItem apply(Image image) {
    if (!suits(image.type())) {
      return new BrokenImage(image.id(), wrongDepth(image.type()));
    }
    if (options.shape().isEmpty() || options.shape().get().equals(image.shape())) {
      return image;
    }
    ItemShape wanted = options.shape().get();
    return fits(image.shape(), wanted)
        ? BilinearResize.resize(image, wanted)
        : new BrokenImage(image.id(), mismatch(image.shape(), wanted));
  }

  private boolean suits(ElementType type) {
    return options.levels().isEmpty()
        || !type.isQuantised()
        || type == ElementType.ofLevels(options.levels().getAsInt());
  }

  private String wrongDepth(ElementType type) {
    int levels = options.levels().orElseThrow();
    return "pixels have %d bits (expected: %d, as the model has %d levels)"
        .formatted(8 * type.bytes(), 8 * ElementType.ofLevels(levels).bytes(), levels);
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
