package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelEntry;
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
    Table table = new Table("name", "version", "shape", "sha256");
    try (DriftwoodClient client = server.connect()) {
      for (ModelEntry model : client.models()) {
        table
            .add()
            .put("name", model.name())
            .put("version", Integer.toString(model.version()))
            .put("shape", model.shape().toString())
            .put("sha256", model.digest());
      }
    }
    table.print(console, json.json());
    return ExitCode.OK;
  }
}
