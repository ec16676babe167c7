package dev.driftwood.trainer.djl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.repository.Repository;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a repository in a local folder, laid out as DJL's is; the checksums are those of zeros. */
class BasicDatasetFetcherTest {
  private static final String METADATA =
      """
      {
        "metadataVersion": "0.2", "resourceType": "dataset", "application": "cv",
        "groupId": "ai.djl.basicdataset", "artifactId": "cifar10", "name": "CIFAR-10",
        "artifacts": [{
          "version": "1.0", "snapshot": false, "name": "cifar10",
          "files": {
            "data_batch.bin": {"uri": "data_batch.bin", "name": "data_batch.bin",
             "sha1Hash": "677fecfeabeabb021164e7b9fe90133bde6d7253"},
            "test_batch.bin": {"uri": "test_batch.bin", "name": "test_batch.bin",
             "sha1Hash": "60eefc42f0b5fdb950521b59242877c7324752ed"}
          }
        }]
      }
      """;

  private static final String CACHE = "DJL_CACHE_DIR";

  @TempDir Path folder;

  /** Otherwise what an earlier run left in the user's cache would be taken for fetched. */
  @BeforeEach
  void startWithAnEmptyCache() {
    System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void leaveTheCache() {
    System.clearProperty(CACHE);
  }

  @Test
  void copiesTheOriginalFilesOnce() throws IOException {
    Path artifact =
        Files.createDirectories(
            folder.resolve("repository/dataset/cv/ai/djl/basicdataset/cifar10"));
    Files.writeString(artifact.resolve("metadata.json"), METADATA);
    // DJL fetches from one place of a local repository and opens in another.
    Path place = Files.createDirectories(artifact.resolve("1.0/cifar10"));
    for (Path each : List.of(artifact, place)) {
      Files.write(each.resolve("data_batch.bin"), new byte[2 * 3073]);
      Files.write(each.resolve("test_batch.bin"), new byte[3073]);
    }
    BasicDatasetFetcher fetcher = fetcher();
    Dataset data = new Datasets(fetcher).load("cifar10", Optional.empty());
    assertThat(data.training().size()).isEqualTo(2);
    assertThat(data.heldOut().size()).isEqualTo(1);
    Files.delete(place.resolve("data_batch.bin"));
    assertThat(fetcher.fetch("cifar10")).contains(folder.resolve("fetched/cifar10"));
  }

  @Test
  void saysWhatIsMissingWhenItCannotFetch() throws IOException {
    Files.createDirectories(folder.resolve("repository"));
    Datasets datasets = new Datasets(fetcher());
    assertThatThrownBy(() -> datasets.load("mnist", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("train-images-idx3-ubyte")
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("fetching failed: ")
        .hasMessageNotContaining("\n");
    assertThat(folder.resolve("fetched")).doesNotExist();
  }

  @Test
  void knowsOnlyWhatIsThere() throws IOException {
    assertThat(fetcher().fetch("kmnist")).isEmpty();
  }

  private BasicDatasetFetcher fetcher() {
    Path repository = folder.resolve("repository");
    return new BasicDatasetFetcher(
        Repository.newInstance("local", repository.toUri().toString()), folder.resolve("fetched"));
  }
}
