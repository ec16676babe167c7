package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.file.Path;

/**
 * Reads a PNG or JPEG file: grey or RGB, 8 or 16 bits a sample, samples as stored. Palettes become
 * RGB (grey where they have less than 8 bits and only greys); alpha must be opaque.
 */
final class PictureReader {
  private PictureReader() {}

  /**
   * Reads a file.
   *
   * @throws DriftwoodException if it is missing, damaged, or of another kind
   */
  static Image read(Path file, String id) {
    return image(PictureDecoder.decode(file), file, id);
  }

  /**
   * Reads a PNG in memory whose header says the expected height and width.
   *
   * @throws DriftwoodException if it is damaged, of another kind or of another size
   */
  static Image readPng(byte[] png, String id, ItemShape expected) {
    return image(PictureDecoder.decodePng(png, expected), "png", id);
  }

  private static Image image(BufferedImage picture, Object where, String id) {
    try {
      return picture.getColorModel() instanceof IndexColorModel palette
          ? ofPalette(id, picture.getRaster(), palette)
          : ofSamples(id, picture.getRaster());
    } catch (IllegalArgumentException e) {
      throw new DriftwoodException(where + ": " + e.getMessage(), e);
    }
  }

  private static Image ofSamples(String id, Raster raster) {
    int bands = raster.getNumBands();
    int colours = bands <= 2 ? 1 : 3;
    int bits = raster.getSampleModel().getSampleSize(0);
    if (bands > 4 || (bits != 8 && bits != 16)) {
      throw new IllegalArgumentException(
          bands + " channels of " + bits + " bits (expected: grey or RGB of 8 or 16 bits)");
    }
    if (bands > colours) {
      requireOpaque(raster, colours, (1 << bits) - 1);
    }
    int plane = raster.getWidth() * raster.getHeight();
    ElementType type = bits == 16 ? ElementType.U16 : ElementType.U8;
    byte[] bytes = new byte[colours * plane * type.bytes()];
    for (int c = 0; c < colours; c++) {
      int[] samples = band(raster, c);
      for (int i = 0; i < plane; i++) {
        Elements.put(bytes, type, c * plane + i, samples[i]);
      }
    }
    return Image.owning(
        id, ItemShape.image(colours, raster.getHeight(), raster.getWidth()), type, bytes);
  }

  private static void requireOpaque(Raster raster, int band, int opaque) {
    for (int alpha : band(raster, band)) {
      if (alpha != opaque) {
        throw new IllegalArgumentException(
            "has transparent pixels (expected: none; flatten it onto a background)");
      }
    }
  }

  private static Image ofPalette(String id, Raster raster, IndexColorModel palette) {
    if (palette.hasAlpha()) {
      throw new IllegalArgumentException(
          "has transparent pixels (expected: none; flatten it onto a background)");
    }
    int colours = palette.getPixelSize() < 8 && isGrey(palette) ? 1 : 3;
    int[] indices = band(raster, 0);
    byte[] bytes = new byte[colours * indices.length];
    for (int i = 0; i < indices.length; i++) {
      int rgb = palette.getRGB(indices[i]);
      for (int c = 0; c < colours; c++) {
        bytes[c * indices.length + i] = (byte) (rgb >> 16 - 8 * c);
      }
    }
    return Image.owning(
        id, ItemShape.image(colours, raster.getHeight(), raster.getWidth()), ElementType.U8, bytes);
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      boolean grey =
          palette.getRed(i) == palette.getGreen(i) && palette.getGreen(i) == palette.getBlue(i);
      if (!grey) {
        return false;
      }
    }
    return true;
  }

  private static int[] band(Raster raster, int band) {
    return raster.getSamples(
        raster.getMinX(),
        raster.getMinY(),
        raster.getWidth(),
        raster.getHeight(),
        band,
        (int[]) null);
  }
}
