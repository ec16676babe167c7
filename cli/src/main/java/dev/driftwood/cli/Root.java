package dev.driftwood.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code driftwood} itself, which only knows its sub-commands. */
@Command(
    name = "driftwood",
    synopsisSubcommandLabel = "COMMAND",
    description = "Score-based diffusion models: train, sample, score and serve one .onnx file.")
final class Root implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure, as DRIFTWOOD_DEBUG=1 does.")
  private boolean debug;

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given (expected: COMMAND)");
  }
}
