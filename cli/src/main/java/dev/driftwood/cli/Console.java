package dev.driftwood.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress and failures
 * @param terminal whether a person watches {@code err}
 * @param debug whether failures come with their stack trace
 */
public record Console(PrintWriter out, PrintWriter err, boolean terminal, boolean debug) {
  /**
   * The process's own streams. Java can't tell whether standard error is a terminal, so the
   * launcher says so in {@code DRIFTWOOD_TERMINAL}.
   */
  static Console ofProcess() {
    return new Console(
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true),
        new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true),
        "1".equals(System.getenv("DRIFTWOOD_TERMINAL")),
        "1".equals(System.getenv("DRIFTWOOD_DEBUG")));
  }

  /** The same with stack traces. */
  Console withDebug() {
    return new Console(out, err, terminal, true);
  }

  /** One line of results. */
  public void print(String line) {
    out.println(line);
    out.flush();
  }

  /** One line for the person. */
  public void note(String line) {
    err.println("driftwood: " + line.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }
}
