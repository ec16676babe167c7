package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.runtime.adopt.ModelFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code driftwood inspect}. */
@Command(name = "inspect", description = "Say what a model is and what its network costs.")
final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "M", description = "An .onnx artefact, or a folder of versions.")
  private Path model;

  @Option(
      names = "--jvp",
      description = "Also what the graph with the Jacobian-vector product costs.")
  private boolean jvp;

  @Mixin private JsonOption json;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Report report = new Report();
    ModelFacts.describe(ModelFile.read(model), jvp, report.entries());
    report.print(console, json.json());
    return ExitCode.OK;
  }
}
