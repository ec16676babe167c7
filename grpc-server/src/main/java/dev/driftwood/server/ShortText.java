package dev.driftwood.server;

import java.nio.charset.StandardCharsets;

/**
 * Text for trailers, which carry what a caller sent back to it and of which clients take 8 KiB: a
 * message travels in them twice, percent-encoded and in base 64.
 */
final class ShortText {
  private static final int MOST_BYTES = 600;
  private static final String CUT = "...";

  private ShortText() {}

  /** A text whose end is left out where it is long. */
  static String of(String text) {
    if (text.length() <= MOST_BYTES / 3 || bytes(text) <= MOST_BYTES) {
      return text;
    }
    int end = Math.min(text.length(), MOST_BYTES);
    while (bytes(text.substring(0, end)) > MOST_BYTES - CUT.length()) {
      // By whole characters, never between the halves of one.
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + CUT;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
