package dev.driftwood.cli.output;

import dev.driftwood.runtime.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;

/**
 * A chart that can be written.
 *
 * @param drawing what it shows
 */
record Chart(org.knowm.xchart.internal.chartpart.Chart<?, ?> drawing) {
  static final int WIDTH = 900;
  static final int HEIGHT = 700;

  /** Writes a PNG. */
  void write(Path target) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(drawing, bytes, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    AtomicFile.write(target, bytes.toByteArray());
  }
}
