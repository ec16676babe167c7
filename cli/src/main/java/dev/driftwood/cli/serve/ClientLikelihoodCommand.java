package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.LikelihoodOptions;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.cli.scoring.Scoring;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.runtime.LikelihoodPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood client likelihood}. */
@Command(name = "likelihood", description = "Score images on a server, the same as here.")
final class ClientLikelihoodCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ServerOption server;
  @Mixin private ServedModelOption model;
  @Mixin private ImageOptions input;
  @Mixin private LikelihoodOptions options;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "scores.csv",
      description = "The table of scores, one row an image.")
  private Path out;

  ClientLikelihoodCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LikelihoodPlan plan = options.plan();
    ImageOptions.Selection selection = input.selection();
    ModelName name = model.name();
    try (DriftwoodClient client = server.connect();
        SelectedImages images = selection.open(client.describe(name).shape())) {
      return new Scoring(out, console, json.json())
          .run(images.count(), listener -> client.logLikelihood(name, images, plan, listener));
    }
  }
}
