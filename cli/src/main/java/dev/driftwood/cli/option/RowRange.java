package dev.driftwood.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every so many of a half-open range of an input's rows.
 *
 * @param first the first row, from 0
 * @param end the row after the last that may be one of them
 * @param stride from one to the next, positive
 */
record RowRange(long first, long end, long stride) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18})?:(\\d{1,18})?(?::([1-9]\\d{0,8}))?");

  /**
   * The range that {@code A:B}, {@code A:}, {@code :B} or {@code :} means, perhaps with {@code :S}.
   */
  static RowRange parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw refused(text);
    }
    long first = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    long end = matcher.group(2) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    long stride = matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3));
    if (!(first < end)) {
      throw refused(text);
    }
    return new RowRange(first, end, stride);
  }

  /** At most so many rows of it. */
  RowRange limited(long count) {
    return rows(Long.MAX_VALUE) > count
        ? new RowRange(first, first + count * stride, stride)
        : this;
  }

  /** How many rows it has of an input with so many. */
  long rows(long all) {
    long span = Math.min(all, end) - first;
    return span <= 0 ? 0 : (span - 1) / stride + 1;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "rows: "
            + text
            + " (expected: A:B, the rows from A to before B, or A:B:S, every S-th of them)");
  }
}
