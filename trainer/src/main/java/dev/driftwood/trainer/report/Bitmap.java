package dev.driftwood.trainer.report;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * An image as it is, carried along in the page.
 *
 * @param title above the picture
 * @param png the file's content, not copied
 */
public record Bitmap(String title, byte[] png) implements Picture {
  /** Signature, length and name of the first chunk, width and height. */
  private static final int HEAD = 24;

  private static final int WIDTH_AT = 16;

  public Bitmap {
    if (!(png.length >= HEAD && png[1] == 'P' && png[2] == 'N' && png[3] == 'G')) {
      throw new IllegalArgumentException("png: no such image (expected: the content of a file)");
    }
  }

  @Override
  public String svg() {
    ByteBuffer head = ByteBuffer.wrap(png);
    return """
        <svg class="panel" viewBox="0 0 %1$d %2$d" role="img">
        <title>%3$s</title>
        <image class="map" width="%1$d" height="%2$d" href="data:image/png;base64,%4$s"/>
        </svg>"""
        .formatted(
            head.getInt(WIDTH_AT),
            head.getInt(WIDTH_AT + Integer.BYTES),
            Markup.text(title),
            Base64.getEncoder().encodeToString(png));
  }
}
