package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.MixOptions;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.cli.output.Judging;
import dev.driftwood.cli.output.JudgingPlan;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

  @Option(
      names = "--false-positive-rate",
      paramLabel = "A",
      defaultValue = "0.05",
      description =
          "Of normal images, the share that may be flagged as anomalous; ${DEFAULT-VALUE} by"
              + " default.")
  private double falsePositiveRate;

  @Option(
      names = "--false-discovery-rate",
      paramLabel = "Q",
      description = "Instead: of the flagged images, the share that may be normal.")
  private @Nullable Double falseDiscoveryRate;

  @Option(
      names = "--map",
      paramLabel = "DIR",
      description = "A folder for a picture an image, showing where the network was surprised.")
  private @Nullable Path maps;

  @Option(
      names = "--contact-sheet",
      paramLabel = "x.png",
      description = "A picture of the 64 most anomalous images, the most anomalous first.")
  private @Nullable Path contactSheet;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "A folder for ROC and precision-recall curves of --normal and --anomalous.")
  private @Nullable Path report;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Rows that share a network call; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "x.csv|x.jsonl",
      description = "The table, a row an image: CSV, or JSON lines where the name ends so.")
  private Path out;

  @Mixin private JsonOption json;

  AnomalyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<MixOptions.Part> parts = input.parts();
    JudgingPlan plan = plan();
    try (DriftModel loaded = model.load(console)) {
      if (loaded.calibration().isEmpty()) {
        throw new DriftwoodException(
            "the model is not calibrated (expected: a file that 'driftwood calibrate' wrote)");
      }
      try (Judging judging = new Judging(loaded, console, plan)) {
        for (MixOptions.Part part : parts) {
          try (SelectedImages images = part.images().open(loaded.description().shape())) {
            judging.judge(images, images.count(), part.label());
          }
        }
        return judging.finish(json.json());
      }
    }
  }

  private JudgingPlan plan() {
    return new JudgingPlan(
        out,
        falsePositiveRate,
        falseDiscoveryRate == null ? OptionalDouble.empty() : OptionalDouble.of(falseDiscoveryRate),
        batch,
        Optional.ofNullable(maps),
        Optional.ofNullable(contactSheet),
        Optional.ofNullable(report));
  }
}
