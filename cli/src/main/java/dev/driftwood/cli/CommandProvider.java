package dev.driftwood.cli;

import java.util.List;
import picocli.CommandLine;

/**
 * Brings sub-commands; found by {@link java.util.ServiceLoader}.
 *
 * <p>A provider may need a module that a distribution leaves out. It then throws the {@link
 * LinkageError} of its first missing class, and its commands are known by name only.
 */
public interface CommandProvider {
  /** The names of its commands, in the order of the help. */
  List<String> names();

  /**
   * One of the commands.
   *
   * @param name out of {@link #names}
   * @throws LinkageError where the classes it needs are not in this distribution
   */
  CommandLine command(String name, Console console);
}
