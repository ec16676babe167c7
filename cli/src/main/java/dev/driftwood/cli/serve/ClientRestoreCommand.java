package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.RestoreOptions;
import dev.driftwood.cli.option.SampleOptions;
import dev.driftwood.cli.output.Drawing;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.ModelDescription;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood client restore}. */
@Command(
    name = "restore",
    description = "Draw what is missing of images on a server, the same as here.")
final class ClientRestoreCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ServerOption server;
  @Mixin private ServedModelOption model;
  @Mixin private RestoreOptions known;
  @Mixin private SampleOptions options;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "x.png for what is seen, what is drawn and the original, x.npy for the draws.")
  private Path out;

  ClientRestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ModelName name = model.name();
    try (DriftwoodClient client = server.connect().telling(console::note)) {
      ModelDescription description = client.describe(name);
      SamplePlan plan = options.planOf(known.restoration(description));
      return Drawing.to(out, plan, console, json.json())
          .run(description.shape(), listener -> client.sample(name, plan, listener));
    }
  }
}
