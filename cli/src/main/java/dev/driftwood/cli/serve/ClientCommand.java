package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftwood client}. */
@Command(
    name = "client",
    description = "Ask a server for samples, likelihoods, anomalies or its models.",
    synopsisSubcommandLabel = "COMMAND")
final class ClientCommand implements Runnable {
  @Spec private CommandSpec spec;

  private ClientCommand() {}

  static CommandLine with(Console console) {
    return new CommandLine(new ClientCommand())
        .addSubcommand(new ClientSampleCommand(console))
        .addSubcommand(new ClientRestoreCommand(console))
        .addSubcommand(new ClientLikelihoodCommand(console))
        .addSubcommand(new ClientAnomalyCommand(console))
        .addSubcommand(new ClientModelsCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given (expected: sample, restore, likelihood, anomaly or models)");
  }
}
