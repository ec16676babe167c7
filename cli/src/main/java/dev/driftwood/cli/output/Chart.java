package dev.driftwood.cli.output;

import dev.driftwood.runtime.file.AtomicFile;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.style.Styler;

/**
 * A chart that can be written.
 *
 * @param drawing what it shows
 */
public record Chart(org.knowm.xchart.internal.chartpart.Chart<?, ?> drawing) {
  /** Of a picture, in pixels. */
  public static final int WIDTH = 900;

  /** Of a picture, in pixels. */
  public static final int HEIGHT = 700;

  /** On white, so that it stands well in a page. */
  public Chart {
    Styler styler = drawing.getStyler();
    styler.setChartBackgroundColor(Color.WHITE).setLegendBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
  }

  /** Writes a PNG. */
  public void write(Path target) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(drawing, bytes, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    AtomicFile.write(target, bytes.toByteArray());
  }
}
