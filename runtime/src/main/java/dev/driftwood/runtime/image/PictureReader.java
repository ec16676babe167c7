package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a PNG or JPEG file: grey or RGB, 8 or 16 bits a sample, samples as stored. Palettes
 * become RGB (grey where they have less than 8 bits and only greys); alpha must be opaque.
 */
final class PictureReader {
  private PictureReader() {}

  /**
   * Reads a file.
   *
   * @throws DriftwoodException if it is missing, damaged, or of another kind
   */
  static Image read(Path file, String id) {
    return image(decode(file, bytes(file)), file, id);
  }

  /**
   * Decodes a PNG in memory whose header says the expected height and width; another one is refused
   * before its pixels are unpacked, as a small file can hold a huge picture.
   *
   * @throws DriftwoodException if it is damaged, of another kind or of another size
   */
  static Image readPng(byte[] png, String id, ItemShape expected) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      // Without what it says beside the pixels, which could unpack to any size too.
      reader.setInput(input, true, true);
      requireSize(reader.getHeight(0), reader.getWidth(0), expected);
      return image(reader.read(0), "png", id);
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged("png", "PNG", e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireSize(int height, int width, ItemShape expected) {
    if (height != expected.height() || width != expected.width()) {
      throw new DriftwoodException(
          "png: %d pixels high, %d wide (expected: %d and %d, the model's)"
              .formatted(height, width, expected.height(), expected.width()));
    }
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

  private static BufferedImage decode(Path file, byte[] bytes) {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
      if (picture == null) {
        throw new DriftwoodException(file + ": not a picture (expected: a PNG or JPEG file)");
      }
      return picture;
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged(file, "PNG or JPEG file", e);
    }
  }

  private static DriftwoodException damaged(Object where, String kind, Exception e) {
    String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return new DriftwoodException(
        where + ": damaged picture: " + reason + " (expected: a whole " + kind + ")", e);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
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
