package dev.driftwood.cli.train;

import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.layers.NetworkSummary;
import dev.driftwood.trainer.data.Datasets;
import dev.driftwood.trainer.djl.data.BasicDatasetFetcher;
import dev.driftwood.trainer.net.NetworkOption;
import dev.driftwood.trainer.net.Presets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network is described: a preset, perhaps changed, or that of a model. */
@Command
final class DescribedNetwork {
  @Option(names = "--preset", paramLabel = "P", description = "A network that has a name.")
  private @Nullable String preset;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "In its place, the network of an .onnx artefact, or of a folder of versions.")
  private @Nullable Path model;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "The preset for the items of a data set; by default for its usual ones.")
  private @Nullable String dataset;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "The folder of that data set.")
  private @Nullable Path dataDir;

  @Option(
      names = "--shape",
      split = ",",
      paramLabel = "C,H,W",
      description = "The preset for items of a shape.")
  private List<Integer> shape = List.of();

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Classes that it is told, beside the one for none; ${DEFAULT-VALUE} by default.")
  private int classes;

  @Mixin private NetworkOptions options;

  NetworkSummary summary() {
    Map<NetworkOption, String> changes = options.changes();
    if ((preset == null) == (model == null)) {
      throw new IllegalArgumentException(
          "preset: %s, model: %s (expected: one of the two)".formatted(preset, model));
    }
    if (preset != null) {
      int labels = classes == 0 ? 0 : classes + 1;
      return NetworkSummary.of(Presets.changed(preset, changes, shape(preset), labels));
    }
    if (!changes.isEmpty() || dataset != null || !shape.isEmpty()) {
      throw new IllegalArgumentException(
          "model: " + model + " (expected: no data set, shape or options, which it has already)");
    }
    return NetworkSummary.of(ModelFile.read(model).graph());
  }

  private List<Integer> shape(String name) {
    if (dataset != null && !shape.isEmpty()) {
      throw new IllegalArgumentException(
          "shape: %s with data set %s (expected: one of the two)".formatted(shape, dataset));
    }
    if (dataset != null) {
      Datasets datasets = new Datasets(new BasicDatasetFetcher());
      return datasets.load(dataset, Optional.ofNullable(dataDir)).shape().dimensions();
    }
    return shape.isEmpty() ? Presets.usualShape(name) : shape;
  }
}
