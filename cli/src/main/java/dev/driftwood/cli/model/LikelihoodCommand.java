package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.LikelihoodOptions;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.cli.scoring.Scoring;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.LikelihoodPlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      paramLabel = "scores.csv|scores.jsonl",
      description =
          "The table of scores, a row an image: CSV, or JSON lines where the name ends so. Until"
              + " all is done the rows stand in scores.csv.partial.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Go on where the same command was stopped or killed, if it was.")
  private boolean resume;

  @Option(
      names = "--histogram",
      paramLabel = "x.png",
      description = "A picture of how the bits per dimension are spread.")
  private @Nullable Path histogram;

  LikelihoodCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LikelihoodPlan plan = options.plan();
    ImageOptions.Selection selection = input.selection();
    try (DriftModel loaded = model.load(console);
        SelectedImages images = selection.open(loaded.description().shape())) {
      return new Scoring(out, Optional.ofNullable(histogram), console, json.json())
          .run(
              work(loaded, plan, selection),
              resume,
              images.count(),
              (done, listener) -> {
                images.skip(done);
                loaded.logLikelihood(images, plan, listener);
              });
    }
  }

  /** What the scores depend on, which does not include the batch. */
  private static String work(
      DriftModel model, LikelihoodPlan plan, ImageOptions.Selection selection) {
    return "%s %s %s".formatted(model.artefact().digest(), plan.withBatch(1), selection.name());
  }
}
