package dev.driftwood.cli.serve;

/** Whole numbers as they are typed. */
final class Count {
  private static final int LAST_PORT = 65_535;

  private Count() {}

  /** That of an option that must be some. */
  static int of(String option, int count) {
    return (int) atLeast(option, 1, count);
  }

  /** The same of a large one. */
  static long of(String option, long count) {
    return atLeast(option, 1, count);
  }

  /** That of an option that must be so many. */
  static long atLeast(String option, long least, long count) {
    if (!(count >= least)) {
      throw new IllegalArgumentException(
          "%s: %d (expected: >= %d)".formatted(option, count, least));
    }
    return count;
  }

  /** A port, or 0 for any. */
  static int port(String option, int port) {
    if (!(port >= 0 && port <= LAST_PORT)) {
      throw new IllegalArgumentException(option + ": " + port + " (expected: 0 to 65535)");
    }
    return port;
  }
}
