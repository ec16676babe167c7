package dev.driftwood.cli.train;

import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Datasets;
import dev.driftwood.trainer.djl.data.BasicDatasetFetcher;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The data to learn from. */
@Command
final class DatasetOptions {
  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description = "Such as mnist, cifar10, digits, folder, npy, swissroll, gaussians, glyphs.")
  private String dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The folder with the data set's files, or its parent.")
  private @Nullable Path dataDir;

  /** Its name. */
  String name() {
    return dataset;
  }

  /** The folder with its files, where one was said. */
  @Nullable Path folder() {
    return dataDir;
  }

  Dataset load() {
    Datasets datasets = new Datasets(new BasicDatasetFetcher());
    return datasets.load(dataset, Optional.ofNullable(dataDir));
  }
}
