package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftwood models}. */
@Command(
    name = "models",
    description = "Look at a folder of models, add to it, and verify it.",
    synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  private ModelsCommand() {}

  static CommandLine with(Console console) {
    return new CommandLine(new ModelsCommand())
        .addSubcommand(new ModelsListCommand(console))
        .addSubcommand(new ModelsShowCommand(console))
        .addSubcommand(new ModelsAddCommand(console))
        .addSubcommand(new ModelsVerifyCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command given (expected: list, show, add or verify)");
  }
}
