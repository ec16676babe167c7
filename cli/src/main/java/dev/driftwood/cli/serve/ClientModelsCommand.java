package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelEntry;
import dev.driftwood.runtime.data.ItemShape;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code driftwood client models}. */
@Command(name = "models", description = "List the models of a server.")
final class ClientModelsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ServerOption server;
  @Mixin private JsonOption json;

  ClientModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Table table = new Table("name", "version", "state", "shape", "device", "sha256");
    List<ModelEntry> models;
    try (DriftwoodClient client = server.connect()) {
      models = client.models();
    }
    for (ModelEntry model : models) {
      table
          .add()
          .put("name", model.name())
          .put("version", model.version())
          .put("state", model.state())
          .put("shape", model.shape().map(ItemShape::toString).orElse(""))
          .put("device", String.join(", ", model.devices()))
          .put("sha256", model.digest())
          .put("problem", model.problem());
    }
    table.print(console, json.json());
    models.stream()
        .map(ModelEntry::problem)
        .filter(problem -> !problem.isEmpty() && !json.json())
        .forEach(console::note);
    return ExitCode.OK;
  }
}
