package dev.driftwood.trainer.report;

import java.util.Locale;

/** Text and numbers as they stand in HTML and SVG. */
final class Markup {
  private Markup() {}

  /** Plain text, safe in elements and in quoted attributes. */
  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A coordinate to a tenth of a unit, which no screen shows finer. */
  static String coordinate(double value) {
    long tenths = Math.round(10 * value);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : String.format(Locale.ROOT, "%s%d.%d", sign(tenths), whole(tenths), rest(tenths));
  }

  private static String sign(long tenths) {
    return tenths < 0 ? "-" : "";
  }

  private static long whole(long tenths) {
    return Math.abs(tenths) / 10;
  }

  private static long rest(long tenths) {
    return Math.abs(tenths) % 10;
  }
}
