package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.LikelihoodOptions;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.cli.output.Scoring;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.LikelihoodPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood likelihood}. */
@Command(name = "likelihood", description = "Score images under a model.")
final class LikelihoodCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private ImageOptions input;
  @Mixin private LikelihoodOptions options;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "scores.csv",
      description = "The table of scores, one row an image.")
  private Path out;

  LikelihoodCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LikelihoodPlan plan = options.plan();
    ImageOptions.Selection selection = input.selection();
    try (DriftModel loaded = model.load(console);
        SelectedImages images = selection.open(loaded.description().shape())) {
      return new Scoring(out, console, json.json())
          .run(images.count(), listener -> loaded.logLikelihood(images, plan, listener));
    }
  }
}
