package dev.driftwood.cli.option;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The part that is missing: of an image, named or painted white in a picture; of a point, listed.
 */
enum Region {
  /** Columns before the middle. */
  LEFT_HALF,
  /** Columns from the middle on. */
  RIGHT_HALF,
  /** Rows before the middle. */
  TOP_HALF,
  /** Rows from the middle on. */
  BOTTOM_HALF,
  /** A rectangle of half the height and half the width. */
  CENTRE;

  /**
   * Which pixels are seen.
   *
   * @param text a region's name, or the file of a picture
   * @throws IllegalArgumentException if it is neither
   */
  static boolean[] seen(String text, ItemShape shape) {
    if (!shape.isImage()) {
      return but(text, shape.size());
    }
    if (!Files.isRegularFile(Path.of(text))) {
      return Choice.of("inpaint", text, List.of(values())).seen(shape);
    }
    return painted(Path.of(text), shape);
  }

  /** All numbers of a point but those listed. */
  private static boolean[] but(String text, int size) {
    boolean[] seen = new boolean[size];
    Arrays.fill(seen, true);
    for (String number : text.split(",")) {
      int d = number.strip().matches("[0-9]{1,9}") ? Integer.parseInt(number.strip()) : size;
      if (d >= size) {
        throw new IllegalArgumentException(
            "inpaint: '%s' (expected: numbers from 0 to %d, separated by commas)"
                .formatted(text, size - 1));
      }
      seen[d] = false;
    }
    return seen;
  }

  private boolean[] seen(ItemShape shape) {
    boolean[] seen = new boolean[shape.height() * shape.width()];
    for (int d = 0; d < seen.length; d++) {
      seen[d] = !contains(d / shape.width(), d % shape.width(), shape);
    }
    return seen;
  }

  private boolean contains(int row, int column, ItemShape shape) {
    int height = shape.height();
    int width = shape.width();
    return switch (this) {
      case LEFT_HALF -> 2 * column < width;
      case RIGHT_HALF -> 2 * column >= width;
      case TOP_HALF -> 2 * row < height;
      case BOTTOM_HALF -> 2 * row >= height;
      case CENTRE -> inMiddle(row, height) && inMiddle(column, width);
    };
  }

  private static boolean inMiddle(int place, int size) {
    return 4 * place >= size && 4 * place < 3 * size;
  }

  private static boolean[] painted(Path file, ItemShape shape) {
    try (ImageSource source = ImageSource.open(file, InputOptions.defaults())) {
      ImageItem item = source.next();
      if (item instanceof Image image
          && image.type().isQuantised()
          && image.shape().height() == shape.height()
          && image.shape().width() == shape.width()) {
        return black(image);
      }
      throw new DriftwoodException(
          "%s: %s (expected: a picture of %d by %d pixels, white where they are missing)"
              .formatted(file, item, shape.width(), shape.height()));
    }
  }

  /** By the first channel: the others of a black and white picture are the same. */
  private static boolean[] black(Image image) {
    double half = Math.scalb(1.0, 8 * image.type().bytes() - 1);
    boolean[] seen = new boolean[image.shape().height() * image.shape().width()];
    for (int d = 0; d < seen.length; d++) {
      seen[d] = image.value(d) < half;
    }
    return seen;
  }
}
