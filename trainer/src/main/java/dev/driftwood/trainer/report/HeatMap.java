package dev.driftwood.trainer.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Numbers on a grid of equal cells.
 *
 * @param columns cells across
 * @param rows cells down
 * @param values row by row from the top, not copied
 */
public record HeatMap(int columns, int rows, double[] values) {
  public HeatMap {
    if (!(columns >= 1 && rows >= 1 && values.length == columns * rows)) {
      throw new IllegalArgumentException(
          "values: %d (expected: %d x %d)".formatted(values.length, columns, rows));
    }
  }

  /** The picture, one pixel a cell. */
  byte[] png(ColourScale scale) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < values.length; i++) {
      image.setRGB(i % columns, i / columns, scale.argb(values[i]));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
