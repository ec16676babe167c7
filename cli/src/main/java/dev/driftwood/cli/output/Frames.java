package dev.driftwood.cli.output;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.PngGrid;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints rows at one time of their way. */
interface Frames {
  /** Images beside each other; more are hard to see. */
  int MOST_IMAGES = 64;

  /** Points in one picture. */
  int MOST_POINTS = 4096;

  /** Numbers of one frame: with 60 frames of 4-byte numbers 60 MiB. */
  int MOST_VALUES = 1 << 18;

  /** The picture. */
  BufferedImage paint(List<float[]> rows);

  /**
   * How many rows are shown, at least 1.
   *
   * @throws IllegalArgumentException if rows of that shape can't be shown
   */
  static int rows(ItemShape shape) {
    if (shape.isImage()) {
      // Refuses what has neither one channel nor three.
      PngGrid.of(shape, 1);
      return Math.max(1, Math.min(MOST_IMAGES, MOST_VALUES / shape.size()));
    }
    if (shape.size() != 2) {
      throw new IllegalArgumentException(
          "trajectory: rows of shape %s (expected: images, or points in the plane)"
              .formatted(shape));
    }
    return MOST_POINTS;
  }

  /**
   * The frames of rows of a shape.
   *
   * @param last where the rows end, which says what part of the plane is shown
   */
  static Frames of(ItemShape shape, List<float[]> last) {
    return shape.isImage() ? PngGrid.of(shape, last.size())::paint : Scatter.around(last);
  }
}
