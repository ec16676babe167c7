package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.anomaly.Calibrating;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.likelihood.SampleCovariance;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood calibrate}. */
@Command(
    name = "calibrate",
    description = {
      "Keep with a model what normal images are like, for 'driftwood anomaly', and their"
          + " covariance, for 'driftwood likelihood --control-variate'.",
      "Give it a thousand images or more that the model was not trained on: a third is fitted to,"
          + " against the others p-values are."
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final int DIRECTIONS = 32;

  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private ImageOptions input;

  @Option(
      names = "--levels",
      paramLabel = "L",
      defaultValue = "10",
      description = "Levels of noise, an evaluation each; ${DEFAULT-VALUE} by default.")
  private int levels;

  @Option(
      names = "--times",
      paramLabel = "M",
      defaultValue = "16",
      description =
          "Times of the likelihood's bound, an evaluation each; ${DEFAULT-VALUE} by default.")
  private int times;

  @Option(
      names = "--label",
      paramLabel = "K",
      description =
          "The class to score under, for a conditional model; its label for no class by default.")
  private @Nullable Integer label;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Rows that share a network call; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The key of all random numbers; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--covariance",
      paramLabel = "K",
      description =
          "Directions of the images' covariance that are kept, 5 bytes a number each; 32 by"
              + " default, and 0, for none, where images have more than "
              + SampleCovariance.LARGEST
              + " numbers.")
  private @Nullable Integer covariance;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The artefact with the calibration; may be the model's own file.")
  private Path out;

  @Mixin private JsonOption json;

  CalibrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    OptionalInt wanted = label == null ? OptionalInt.empty() : OptionalInt.of(label);
    EvidencePlan plan = new EvidencePlan(levels, times, seed, wanted);
    ImageOptions.Selection selection = input.selection();
    try (DriftModel loaded = model.load(console);
        SelectedImages images = selection.open(loaded.description().shape());
        StopSignal stop = new StopSignal();
        ProgressLine progress =
            new ProgressLine(console, "calibrating", images.count(), "images")) {
      Calibrating listener = new Calibrating(stop, progress);
      DriftModel.Calibrated calibrated =
          loaded.calibrate(
              images, plan, batch, directions(loaded.description().shape().size()), listener);
      AtomicFile.write(out, calibrated.artefact().bytes());
      listener.report(calibrated.calibration()).print(console, json.json(), out);
      return listener.exitCode(console);
    }
  }

  private int directions(int dimension) {
    if (covariance == null) {
      return dimension <= SampleCovariance.LARGEST ? DIRECTIONS : 0;
    }
    if (!(covariance >= 0)) {
      throw new IllegalArgumentException("covariance: " + covariance + " (expected: >= 0)");
    }
    return covariance;
  }
}
