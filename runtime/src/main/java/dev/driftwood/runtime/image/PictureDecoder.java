package dev.driftwood.runtime.image;

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
      String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new DriftwoodException(
          file + ": damaged picture: " + reason + " (expected: a whole PNG or JPEG file)", e);
    }
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
