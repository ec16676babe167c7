package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.anomaly.Judging;
import dev.driftwood.cli.anomaly.JudgingOptions;
import dev.driftwood.cli.anomaly.JudgingPlan;
import dev.driftwood.cli.anomaly.LocalJudge;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.MixOptions;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood anomaly}. */
@Command(
    name = "anomaly",
    description = {
      "Tell how anomalous images are, by a model that 'driftwood calibrate' wrote.",
      "With --normal and --anomalous, tell how well the scores tell them apart."
    })
final class AnomalyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private MixOptions input;

  @Mixin private JudgingOptions judging;

  @Option(
      names = "--map",
      paramLabel = "DIR",
      description = "A folder for a picture an image, showing where the network was surprised.")
  private @Nullable Path maps;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Rows that share a network call; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Mixin private JsonOption json;

  AnomalyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<MixOptions.Part> parts = input.parts();
    JudgingPlan plan = judging.plan(Optional.ofNullable(maps));
    try (DriftModel loaded = model.load(console)) {
      if (loaded.calibration().isEmpty()) {
        throw new DriftwoodException(
            "the model is not calibrated (expected: a file that 'driftwood calibrate' wrote)");
      }
      try (Judging work = new Judging(new LocalJudge(loaded, batch), console, plan)) {
        for (MixOptions.Part part : parts) {
          try (SelectedImages images = part.images().open(loaded.description().shape())) {
            work.judge(images, images.count(), part.truth());
          }
        }
        return work.finish(json.json());
      }
    }
  }
}
