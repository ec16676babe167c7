package dev.driftwood.cli;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import java.util.Collection;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where failures become a line and an exit code. */
final class Failures {
  private final Console console;
  private final Commands commands;
  private final Root root;

  Failures(Console console, Commands commands, Root root) {
    this.console = console;
    this.commands = commands;
    this.root = root;
  }

  /** Bad usage, as the parser found it. */
  int usage(ParameterException failure) {
    CommandLine line = failure.getCommandLine();
    trace(failure);
    String message =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, line)
            : failure.getMessage().replaceFirst("^Error: ", "");
    return usage(message, line);
  }

  /** A failure of a command at work. */
  int execution(Throwable failure, CommandLine line) {
    trace(failure);
    if (failure instanceof DriftwoodException) {
      console.note(failure.getMessage());
      return ExitCode.FAILED;
    }
    if (failure instanceof IllegalArgumentException) {
      return usage(String.valueOf(failure.getMessage()), line);
    }
    if (failure instanceof OutOfMemoryError) {
      console.note(
          "out of memory: %s (expected: a smaller --batch, or DRIFTWOOD_JAVA_OPTS=-Xmx... raised)"
              .formatted(failure.getMessage()));
      return ExitCode.FAILED;
    }
    console.note("%s (this is a bug; DRIFTWOOD_DEBUG=1 shows where)".formatted(failure));
    return ExitCode.FAILED;
  }

  private int usage(String message, CommandLine line) {
    String help = line.getCommandSpec().qualifiedName() + " --help";
    console.note("%s; see %s".formatted(message, help));
    return ExitCode.USAGE;
  }

  private String unmatched(UnmatchedArgumentException failure, CommandLine line) {
    String given = failure.getUnmatched().get(0);
    if (given.startsWith("-")) {
      return unknown("option", given.split("=", 2)[0], optionNames(line));
    }
    if (commands.isAbsent(given)) {
      return "command '%s' is not in this distribution (expected: the whole one, with training)"
          .formatted(given);
    }
    return line.getSubcommands().isEmpty()
        ? "unexpected argument '" + given + "'"
        : unknown("command", given, line.getSubcommands().keySet());
  }

  /** The nearest name; only where none is near, all of them. */
  private static String unknown(String what, String given, Collection<String> known) {
    return NearestName.of(given, known)
        .map(name -> "unknown %s '%s' (nearest: '%s')".formatted(what, given, name))
        .orElseGet(() -> NearestName.unknown(what, given, known));
  }

  private static Collection<String> optionNames(CommandLine line) {
    return line.getCommandSpec().optionsMap().keySet().stream()
        .filter(name -> name.startsWith("--"))
        .collect(Collectors.toSet());
  }

  private void trace(Throwable failure) {
    if (console.debug() || root.debug()) {
      failure.printStackTrace(console.err());
    }
  }
}
