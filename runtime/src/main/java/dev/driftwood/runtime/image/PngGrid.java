package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.Dequantiser;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images side by side in one 8-bit PNG, row by row, without separators; missing ones at the end are
 * black. Values are in data space and clipped to [0, 1].
 *
 * @param shape of one image, with one channel (grey) or three (RGB)
 * @param columns images in a row
 */
public record PngGrid(ItemShape shape, int columns) {
  private static final Dequantiser BYTES = new Dequantiser(256);

  /** Checks both. */
  public PngGrid {
    if (!shape.isImage() || (shape.channels() != 1 && shape.channels() != 3)) {
      throw new IllegalArgumentException(
          "shape: " + shape + " (expected: [1, h, w] or [3, h, w]; write others to .npy)");
    }
    if (columns < 1) {
      throw new IllegalArgumentException("columns: " + columns + " (expected: at least 1)");
    }
  }

  /** As near a square as {@code count} images make. */
  public static PngGrid of(ItemShape shape, int count) {
    return new PngGrid(shape, Math.max(1, (int) Math.ceil(Math.sqrt(count))));
  }

  /**
   * Writes a file.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException if it cannot be written there
   */
  public void write(Path target, List<float[]> images) {
    AtomicFile.write(target, encode(images));
  }

  /** The PNG as bytes. */
  public byte[] encode(List<float[]> images) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(paint(images), "png", stream);
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** The picture itself. */
  public BufferedImage paint(List<float[]> images) {
    int rows = Math.max(1, (images.size() + columns - 1) / columns);
    BufferedImage picture =
        new BufferedImage(
            columns * shape.width(),
            rows * shape.height(),
            shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < images.size(); i++) {
      int left = i % columns * shape.width();
      int top = i / columns * shape.height();
      paint(images.get(i), picture.getRaster(), left, top);
    }
    return picture;
  }

  private void paint(float[] image, WritableRaster raster, int left, int top) {
    if (image.length != shape.size()) {
      throw new IllegalArgumentException(
          "image: %d values (expected: %d, shape %s)".formatted(image.length, shape.size(), shape));
    }
    int[] levels = new int[image.length];
    for (int i = 0; i < image.length; i++) {
      levels[i] = BYTES.level(image[i]);
    }
    int plane = shape.height() * shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      int[] band = Arrays.copyOfRange(levels, c * plane, (c + 1) * plane);
      raster.setSamples(left, top, shape.width(), shape.height(), c, band);
    }
  }
}
