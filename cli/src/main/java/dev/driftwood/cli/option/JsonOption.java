package dev.driftwood.cli.option;

import picocli.CommandLine.Option;

/** {@code --json}. */
public final class JsonOption {
  @Option(names = "--json", description = "Print the results as one line of JSON.")
  private boolean json;

  /** Whether it was given. */
  public boolean json() {
    return json;
  }
}
