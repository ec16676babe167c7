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

/** {@code driftwood models show}. */
@Command(name = "show", description = "Say what a model of a folder is.")
final class ModelsShowCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NAME", description = "One of 'driftwood models list'.")
  private String name;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = ModelFolder.DEFAULT,
      description = "The folder; ${DEFAULT-VALUE} by default.")
  private Path folder;

  @Mixin private JsonOption json;

  ModelsShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path file = new ModelFolder(folder).file(name);
    Report report = new Report();
    ModelFacts.describe(ModelFile.read(file), false, report.entries());
    report.entries().put("path", file.toString());
    report.print(console, json.json());
    return ExitCode.OK;
  }
}
