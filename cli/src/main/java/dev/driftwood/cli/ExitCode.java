package dev.driftwood.cli;

/** How a command ended. */
public final class ExitCode {
  /** All went well. */
  public static final int OK = 0;

  /** Something failed, or some rows did. */
  public static final int FAILED = 1;

  /** The command was not used as it should be. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
