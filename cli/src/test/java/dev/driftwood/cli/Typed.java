package dev.driftwood.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/**
 * What a command gave.
 *
 * @param code exit code
 * @param out lines of standard output
 * @param err lines of standard error
 */
record Typed(int code, List<String> out, List<String> err) {
  /** Runs a command in this process; paths and numbers are turned into words. */
  static Typed run(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
    int code = Main.run(console, Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    return new Typed(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  String lastLine() {
    return out.get(out.size() - 1);
  }

  /** The value on the line of a name. */
  String value(String name) {
    return out.stream()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + out))
        .substring(name.length())
        .strip();
  }
}
