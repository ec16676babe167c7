package dev.driftwood.trainer.djl.data;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.util.Utils;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.trainer.data.DatasetFetcher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Fetches MNIST, Fashion-MNIST and CIFAR-10 from DJL's repository of basic data sets, as their
 * original files, into {@code driftwood/NAME} under DJL's cache folder. Only the repository is
 * used, not DJL's data set classes: they decode everything into arrays of floats.
 */
public final class BasicDatasetFetcher implements DatasetFetcher {
  private static final Map<String, String> IDX_FILES =
      Map.of(
          "train_data", "train-images-idx3-ubyte",
          "train_labels", "train-labels-idx1-ubyte",
          "test_data", "t10k-images-idx3-ubyte",
          "test_labels", "t10k-labels-idx1-ubyte");

  private static final Map<String, Source> SOURCES =
      Map.of(
          "mnist", new Source("mnist", IDX_FILES),
          "fashion-mnist", new Source("fashmnist", IDX_FILES),
          "cifar10",
              new Source(
                  "cifar10",
                  Map.of("data_batch.bin", "data_batch.bin", "test_batch.bin", "test_batch.bin")));

  private static final String VERSION = "1.0";

  private final Repository repository;
  private final Path cache;

  /** Fetches from DJL's public repository. */
  public BasicDatasetFetcher() {
    this(BasicDatasets.REPOSITORY, Utils.getCacheDir().resolve("driftwood"));
  }

  /** Fetches from {@code repository} into folders below {@code cache}. */
  BasicDatasetFetcher(Repository repository, Path cache) {
    this.repository = repository;
    this.cache = cache;
  }

  @Override
  public Optional<Path> fetch(String dataset) throws IOException {
    Source source = SOURCES.get(dataset);
    if (source == null) {
      return Optional.empty();
    }
    Path folder = cache.resolve(dataset);
    if (!source.files().values().stream().allMatch(f -> Files.exists(folder.resolve(f)))) {
      download(source, folder);
    }
    return Optional.of(folder);
  }

  private void download(Source source, Path folder) throws IOException {
    MRL resource =
        repository.dataset(Application.CV.ANY, BasicDatasets.GROUP_ID, source.artifact(), VERSION);
    Artifact artifact = resource.getDefaultArtifact();
    if (artifact == null || !artifact.getFiles().keySet().containsAll(source.files().keySet())) {
      throw new IOException(
          "%s does not hold %s of %s"
              .formatted(
                  repository.getBaseUri(),
                  new TreeSet<>(source.files().keySet()),
                  source.artifact()));
    }
    resource.prepare(artifact);
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : source.files().entrySet()) {
      copy(artifact.getFiles().get(file.getKey()), folder.resolve(file.getValue()));
    }
  }

  private void copy(Artifact.Item item, Path target) throws IOException {
    try (InputStream in = repository.openStream(item, null);
        AtomicFile out = AtomicFile.create(target)) {
      in.transferTo(out.stream());
      out.commit();
    }
  }

  /**
   * What DJL calls a data set.
   *
   * @param artifact its id
   * @param files from the key of an item to the name of the file that it becomes
   */
  private record Source(String artifact, Map<String, String> files) {}
}
