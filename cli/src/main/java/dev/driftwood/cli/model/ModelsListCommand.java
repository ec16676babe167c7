package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code driftwood models list}. */
@Command(name = "list", description = "List the models of a folder.")
final class ModelsListCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "DIR",
      defaultValue = ModelFolder.DEFAULT,
      description = "Holds NAME/VERSION/model.onnx or NAME.onnx; ${DEFAULT-VALUE} by default.")
  private Path folder;

  @Mixin private JsonOption json;

  ModelsListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Table table = new Table("name", "version", "sde", "shape", "sha256", "path");
    int code = ExitCode.OK;
    for (Map.Entry<String, Path> model : new ModelFolder(folder).files().entrySet()) {
      try {
        add(table, model.getKey(), model.getValue());
      } catch (DriftwoodException e) {
        // A model that can't be used must not hide the others.
        console.note(e.getMessage());
        code = ExitCode.FAILED;
      }
    }
    table.print(console, json.json());
    return code;
  }

  private static void add(Table table, String name, Path file) {
    Artefact artefact = ModelFile.read(file);
    ModelDescription description = artefact.description();
    table
        .add()
        .put("name", name)
        .put("version", Integer.toString(description.version()))
        .put("sde", description.sde().type().jsonName())
        .put("shape", description.shape().toString())
        .put("sha256", artefact.digest())
        .put("path", file.toString());
  }
}
