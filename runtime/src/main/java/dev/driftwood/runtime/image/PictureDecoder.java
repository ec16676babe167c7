package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes picture files with the JDK's readers, and takes no half picture for a whole one. */
final class PictureDecoder {
  private PictureDecoder() {}

  /**
   * Decodes a file.
   *
   * @throws DriftwoodException if it is missing, no picture, or damaged
   */
  static BufferedImage decode(Path file) {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes(file)))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new DriftwoodException(file + ": not a picture (expected: a PNG or JPEG file)");
      }
      return whole(readers.next(), stream);
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged(file, "PNG or JPEG file", e);
    }
  }

  /**
   * Decodes a PNG in memory. Another size than the expected one is refused before the pixels are
   * unpacked, as a small file can hold a huge picture.
   *
   * @throws DriftwoodException if it is damaged, no PNG or of another size
   */
  static BufferedImage decodePng(byte[] png, ItemShape expected) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      // Without what it says beside the pixels, which could unpack to any size too.
      reader.setInput(stream, true, true);
      requireSize(reader.getHeight(0), reader.getWidth(0), expected);
      return reader.read(0);
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

  private static DriftwoodException damaged(Object where, String kind, Exception e) {
    String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return new DriftwoodException(
        where + ": damaged picture: " + reason + " (expected: a whole " + kind + ")", e);
  }

  /** The JPEG reader only warns where data end early, and fills up with grey. */
  private static BufferedImage whole(ImageReader reader, ImageInputStream stream)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    try {
      reader.setInput(stream);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      BufferedImage picture = reader.read(0);
      for (String warning : warnings) {
        String lower = warning.toLowerCase(Locale.ROOT);
        if (lower.contains("premature end") || lower.contains("corrupt")) {
          throw new IOException(warning);
        }
      }
      return picture;
    } finally {
      reader.dispose();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }
}
