package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.LikelihoodOptions;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.cli.output.ScoreTable;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
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
    try (DriftModel loaded = model.load();
        SelectedImages images = selection.open(loaded.description().shape());
        ScoreTable table = ScoreTable.create(out)) {
      score(loaded, plan, images, table);
      table.report().print(console, json.json(), out);
      return table.summary().exitCode(console);
    }
  }

  private void score(
      DriftModel loaded, LikelihoodPlan plan, SelectedImages images, ScoreTable table) {
    try (StopSignal stop = new StopSignal();
        ProgressLine progress = new ProgressLine(console, "scoring", images.count(), "images")) {
      loaded.logLikelihood(
          images,
          plan,
          new RunListener<>() {
            @Override
            public void finished(Likelihood score) {
              table.add(score);
              progress.to(table.summary().rows());
            }

            @Override
            public boolean cancelled() {
              return stop.raised();
            }
          });
      stop.requireQuiet();
      table.commit();
    }
  }
}
