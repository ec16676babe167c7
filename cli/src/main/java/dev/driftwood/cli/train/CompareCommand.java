package dev.driftwood.cli.train;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.trainer.evaluation.ImageSetDistance;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood compare}. */
@Command(
    name = "compare",
    description = {
      "Measure how far sets of images are from a reference set: the Fréchet distance of the first"
          + " principal components of their pixels.",
      "Only distances of equally many images compare. Give real images other than the reference"
          + " too: their distance is the floor."
    })
final class CompareCommand implements Callable<Integer> {
  private static final long NOISE_SEED = 0;

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

  @Mixin private JsonOption json;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ImageSetDistance distance = ImageSetDistance.from(reference, count, components);
    Table table = new Table("images", "count", "frechet_distance");
    for (Path set : images) {
      add(table, set.toString(), distance.of(set));
    }
    add(table, "uniform noise", distance.ofNoise(NOISE_SEED));
    table.print(console, json.json());
    return ExitCode.OK;
  }

  private void add(Table table, String name, double distance) {
    table.add().put("images", name).put("count", count).put("frechet_distance", distance);
  }
}
