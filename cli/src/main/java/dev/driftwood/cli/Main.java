package dev.driftwood.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The entry point. */
public final class Main {
  private static final int USAGE_WIDTH = 100;

  /**
   * gRPC's transport, which has a stack trace for each connection that breaks; kept to be heard.
   */
  static final Logger TRANSPORT = Logger.getLogger("io.grpc.netty");

  static {
    TRANSPORT.setLevel(Level.SEVERE);
  }

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(StopSignal.exitCode(run(Console.ofProcess(), args)));
  }

  /** Runs a command; 0 it went well, 1 it failed or some rows did, 2 it was used wrongly. */
  static int run(Console console, String... args) {
    Root root = new Root();
    Commands commands = new Commands();
    CommandLine line = new CommandLine(root);
    commands.addTo(line, console, args.length == 0 ? "" : args[0]);
    adorn(line.getCommandSpec());
    Failures failures = new Failures(console, commands, root);
    line.setOut(console.out())
        .setErr(console.err())
        .setUsageHelpWidth(USAGE_WIDTH)
        .setParameterExceptionHandler((failure, typed) -> failures.usage(failure))
        .setExecutionExceptionHandler(
            (failure, failed, parsed) -> failures.execution(failure, failed));
    try {
      return line.execute(args);
    } catch (Error failure) {
      return failures.execution(failure, line);
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  /** Gives a command and all below it {@code --help} and {@code --version}. */
  private static void adorn(CommandSpec spec) {
    spec.mixinStandardHelpOptions(true).versionProvider(new Version());
    spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
    spec.subcommands().values().forEach(below -> adorn(below.getCommandSpec()));
  }
}
