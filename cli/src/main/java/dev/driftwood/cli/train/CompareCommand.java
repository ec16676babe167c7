package dev.driftwood.cli.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.ort.FeatureNetwork;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.trainer.evaluation.ImageSetDistance;
import dev.driftwood.trainer.evaluation.SetComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood compare}. */
@Command(
    name = "compare",
    description = {
      "Measure how far sets of images are from a reference set: Fréchet and kernel distance,"
          + " precision and recall, of a feature network's output or else of the first principal"
          + " components of the pixels.",
      "Only distances of equally many images compare. Give real images other than the reference"
          + " too: their distance is the floor."
    })
final class CompareCommand implements Callable<Integer> {
  private static final long NOISE_SEED = 0;

  /** Neighbourhoods reach to the third nearest. */
  private static final int LEAST = 4;

  private final Console console;

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "IMAGES",
      description = "The set to compare with: IDX, .npy, CIFAR records or a folder.")
  private Path reference;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "IMAGES",
      description = "A set to measure, such as samples in an .npy file; may be given repeatedly.")
  private List<Path> images;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Images of each set, from its start; ${DEFAULT-VALUE} by default.")
  private int count;

  @Option(
      names = "--components",
      paramLabel = "K",
      defaultValue = "64",
      description = "Principal components of the reference to keep; ${DEFAULT-VALUE} by default.")
  private int components;

  @Option(
      names = "--features",
      paramLabel = "NET.onnx",
      description =
          "A network that describes images in [0, 1]: as train-features writes it, or any with one"
              + " input, whose output \"features\", or else its first, is taken.")
  private @Nullable Path features;

  @Option(
      names = "--labels",
      paramLabel = "K",
      split = ",",
      description =
          "The classes that the images should have, again from the start where there are more"
              + " images; with the network's output \"logits\", the share that has them.")
  private List<Integer> labels = List.of();

  @Mixin private JsonOption json;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (count < LEAST) {
      throw new IllegalArgumentException("count: %d (expected: >= %d)".formatted(count, LEAST));
    }
    if (features == null) {
      print(ImageSetDistance.from(reference, count, components));
    } else {
      try (FeatureNetwork network = FeatureNetwork.open(features, OrtSettings.DEFAULT)) {
        print(ImageSetDistance.from(reference, count, network));
      }
    }
    return ExitCode.OK;
  }

  private void print(ImageSetDistance distance) {
    Table table =
        new Table(
            "images",
            "count",
            "frechet_distance",
            "kernel_distance",
            "precision",
            "recall",
            "class_score",
            "label_agreement");
    for (Path set : images) {
      add(table, set.toString(), distance.of(set, labels));
    }
    add(table, "uniform noise", distance.ofNoise(NOISE_SEED));
    table.print(console, json.json());
  }

  private void add(Table table, String name, SetComparison found) {
    ObjectNode row =
        table
            .add()
            .put("images", name)
            .put("count", count)
            .put("frechet_distance", found.frechet())
            .put("kernel_distance", found.kernel())
            .put("precision", found.precision())
            .put("recall", found.recall());
    found.classScore().ifPresent(score -> row.put("class_score", score));
    found.labelAgreement().ifPresent(share -> row.put("label_agreement", share));
  }
}
