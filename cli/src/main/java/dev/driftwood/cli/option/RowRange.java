package dev.driftwood.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A half-open range of an input's rows.
 *
 * @param first the first row, from 0
 * @param end the row after the last
 */
record RowRange(long first, long end) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})?:(\\d{1,18})?");

  /** The range that {@code A:B}, {@code A:}, {@code :B} or {@code :} means. */
  static RowRange parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw refused(text);
    }
    long first = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    long end = matcher.group(2) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    if (!(first < end)) {
      throw refused(text);
    }
    return new RowRange(first, end);
  }

  /** At most so many rows of it. */
  RowRange limited(long count) {
    return new RowRange(first, end - first > count ? first + count : end);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "rows: " + text + " (expected: A:B, the rows from A to before B)");
  }
}
