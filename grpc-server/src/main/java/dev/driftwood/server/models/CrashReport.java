package dev.driftwood.server.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a Java process ended that did not end well. A JVM that crashes prints the signal that it got
 * and then ends itself by another one, SIGABRT.
 *
 * @param code its exit code
 * @param signal what it got; empty for none
 */
record CrashReport(int code, String signal) {
  private static final Pattern PRINTED =
      Pattern.compile("#\\s+(?<name>SIG[A-Z]+) \\(0x(?<number>[0-9a-f]+)\\)");

  /** What a shell adds to the number of a signal, and Java with it. */
  private static final int BY_SIGNAL = 128;

  static CrashReport of(int code, Path output) throws IOException {
    // Whatever bytes a crashing library prints, each of them is a character of this set.
    Matcher printed = PRINTED.matcher(Files.readString(output, StandardCharsets.ISO_8859_1));
    if (printed.find()) {
      int number = Integer.parseInt(printed.group("number"), 16);
      return new CrashReport(code, "%d (%s)".formatted(number, printed.group("name")));
    }
    return new CrashReport(code, code > BY_SIGNAL ? Integer.toString(code - BY_SIGNAL) : "");
  }

  /** What is said of the file that did it. */
  String sentence() {
    return signal.isEmpty()
        ? "ended the probe with exit code " + code
        : "crashed the probe with signal " + signal;
  }
}
