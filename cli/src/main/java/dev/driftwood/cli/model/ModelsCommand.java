package dev.driftwood.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.artefact.Artefact;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code driftwood models}. */
@Command(
    name = "models",
    description = "Look at a folder of models.",
    synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand implements Runnable {
  private static final String DEFAULT = "models";

  private final Console console;

  @Spec private CommandSpec spec;

  ModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given (expected: list or show)");
  }

  @Command(name = "list", description = "List the models of a folder.")
  int list(
      @Parameters(
              paramLabel = "DIR",
              defaultValue = DEFAULT,
              description = "Holds NAME/VERSION/model.onnx or NAME.onnx; '${DEFAULT-VALUE}'.")
          Path folder,
      @Mixin JsonOption json) {
    Table table = new Table("name", "version", "sde", "shape", "kind", "sha256", "path");
    for (Map.Entry<String, Path> entry : new ModelFolder(folder).files().entrySet()) {
      Artefact artefact = Artefact.read(entry.getValue());
      ObjectNode row = table.add();
      row.put("name", entry.getKey())
          .put("version", Integer.toString(artefact.description().version()))
          .put("sde", artefact.description().sde().type().jsonName())
          .put("shape", artefact.description().shape().toString())
          .put("kind", artefact.description().shape().isImage() ? "image" : "points")
          .put("sha256", artefact.digest())
          .put("path", entry.getValue().toString());
    }
    table.print(console, json.json());
    return ExitCode.OK;
  }

  @Command(name = "show", description = "Say what a model of a folder is.")
  int show(
      @Parameters(paramLabel = "NAME", description = "One of 'models list'.") String name,
      @Option(
              names = "--models",
              paramLabel = "DIR",
              defaultValue = DEFAULT,
              description = "The folder; '${DEFAULT-VALUE}' by default.")
          Path folder,
      @Mixin JsonOption json) {
    Path file = new ModelFolder(folder).file(name);
    Report report = new Report();
    ModelFacts.describe(Artefact.read(file), false, report.entries());
    report.entries().put("path", file.toString());
    report.print(console, json.json());
    return ExitCode.OK;
  }
}
