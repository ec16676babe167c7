package dev.driftwood.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.NpyWriter;
import dev.driftwood.runtime.image.PngGrid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private final Datasets datasets = new Datasets(DatasetFetcher.none());

  @TempDir Path folder;

  @Test
  void knowsTheDocumentedNames() {
    assertThat(Datasets.names())
        .containsExactly(
            "cifar10",
            "cifar100",
            "digits",
            "emnist-letters",
            "fashion-mnist",
            "folder",
            "gaussians",
            "glyphs",
            "kmnist",
            "mnist",
            "npy",
            "swissroll");
    assertThatThrownBy(() -> datasets.load("mnits", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown dataset 'mnits' (nearest: 'mnist'");
  }

  @Test
  void findsAFolderOfTheNameBelow() throws IOException {
    mnist(folder.resolve("mnist"), "train", "t10k", 3);
    Dataset data = datasets.load("mnist", Optional.of(folder));
    assertThat(data.training().size()).isEqualTo(3);
    assertThat(data.heldOut().size()).isEqualTo(3);
    assertThat(data.training().label(2)).hasValue(3);
    assertThat(data.training().image(1).value(0)).isEqualTo(1);
    assertThat(data.spec()).isEqualTo(new DataSpec.Images(256, new DataTransform.Logit(0.05)));
    assertThat(datasets.load("mnist", Optional.of(folder.resolve("mnist"))).training().size())
        .isEqualTo(3);
  }

  @Test
  void namesTheFilesAndTheFolders() {
    assertThatThrownBy(() -> datasets.load("mnist", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("train-images-idx3-ubyte, train-labels-idx1-ubyte")
        .hasMessageContaining("t10k-labels-idx1-ubyte")
        .hasMessageContaining("none of them is in " + folder + " or " + folder.resolve("mnist"));
    assertThatThrownBy(() -> datasets.load("cifar10", Optional.empty()))
        .hasMessageContaining("--data-dir");
  }

  @Test
  void fetchesOnlyWhatIsAbsent() throws IOException {
    Path fetched = folder.resolve("cache");
    mnist(fetched, "train", "t10k", 4);
    Datasets fetching = new Datasets(name -> Optional.of(fetched));
    assertThat(fetching.load("mnist", Optional.empty()).training().size()).isEqualTo(4);
    mnist(folder.resolve("mnist"), "train", "t10k", 2);
    assertThat(fetching.load("mnist", Optional.of(folder)).training().size()).isEqualTo(2);
  }

  @Test
  void saysWhyFetchingFailed() {
    Datasets offline =
        new Datasets(
            name -> {
              throw new IOException("no route to host\nmore");
            });
    assertThatThrownBy(() -> offline.load("mnist", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("train-images-idx3-ubyte")
        .hasMessageContaining(folder.toString())
        .hasMessageEndingWith("fetching failed: no route to host more");
  }

  @Test
  void namesTheOneFileThatIsMissing() throws IOException {
    mnist(folder, "train", "t10k", 1);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertThatThrownBy(() -> datasets.load("mnist", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("no file t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz");
  }

  @Test
  void refusesLabelsThatDoNotFit() throws IOException {
    mnist(folder, "train", "t10k", 2);
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(1, 2, 3));
    assertThatThrownBy(() -> datasets.load("mnist", Optional.of(folder)))
        .hasMessageContaining("train-labels-idx1-ubyte: 3 labels (expected: 2");
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(1, 12));
    assertThatThrownBy(() -> datasets.load("mnist", Optional.of(folder)))
        .hasMessageContaining("label 12 of item 1 (expected: 0 to 9)");
  }

  @Test
  void turnsEmnistTheRightWayUp() throws IOException {
    mnist(folder, "emnist-letters-train", "emnist-letters-test", 1);
    Dataset data = datasets.load("emnist-letters", Optional.of(folder));
    // Written: pixel i of row 0 is i; as read, that row is the first column.
    assertThat(data.training().image(0).value(5 * 28)).isEqualTo(5);
    assertThat(data.training().label(0)).hasValue(0);
    assertThat(data.labelNames()).startsWith("A").endsWith("Z").hasSize(26);
  }

  @Test
  void readsAllRecordFilesOfCifar() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[2 * 3073]);
    Files.write(folder.resolve("data_batch_2.bin"), new byte[3073]);
    assertThatThrownBy(() -> datasets.load("cifar10", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("no test_batch*.bin or *holdout*.bin");
    Files.write(folder.resolve("test_batch.bin"), new byte[3073]);
    Dataset data = datasets.load("cifar10", Optional.of(folder));
    assertThat(data.training().size()).isEqualTo(3);
    assertThat(data.training().image(2).id()).isEqualTo("2");
    assertThat(data.heldOut().size()).isEqualTo(1);
    assertThat(data.labelNames()).hasSize(10);
  }

  @Test
  void refusesDamagedDigits() throws IOException {
    String line = "0,".repeat(64) + "7\n";
    Files.writeString(folder.resolve("digits.csv"), line);
    Files.writeString(folder.resolve("optdigits-train.csv"), line + "1,2,3\n");
    assertThatThrownBy(() -> datasets.load("digits", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("optdigits-train.csv: line 2 has 3 fields (expected: 64 pixels");
    Files.writeString(folder.resolve("optdigits-train.csv"), line + "17," + line.substring(2));
    assertThatThrownBy(() -> datasets.load("digits", Optional.of(folder)))
        .hasMessageContaining("line 2: '17' (expected: an integer from 0 to 16)");
    Files.writeString(folder.resolve("optdigits-train.csv"), line);
    assertThat(datasets.load("digits", Optional.of(folder)).training().label(0)).hasValue(7);
  }

  @Test
  void readsAFolderWithClasses() throws IOException {
    for (int i = 0; i < 20; i++) {
      Path sub = Files.createDirectories(folder.resolve(i % 2 == 0 ? "cat" : "dog"));
      picture(sub.resolve("p%02d.png".formatted(i)), 4);
    }
    Dataset data = datasets.load("folder", Optional.of(folder));
    assertThat(data.shape()).isEqualTo(ItemShape.image(1, 4, 4));
    assertThat(data.labelNames()).containsExactly("cat", "dog");
    assertThat(data.training().size()).isEqualTo(18);
    assertThat(data.heldOut().size()).isEqualTo(2);
    assertThat(data.heldOut().label(0)).hasValue(0);
    assertThat(data.heldOut().label(1)).hasValue(1);
    picture(folder.resolve("cat/wide.png"), 5);
    assertThatThrownBy(() -> datasets.load("folder", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("wide.png: shape [1, 5, 5] of U8 (expected: [1, 4, 4]");
  }

  @Test
  void refusesAClassWithoutPictures() throws IOException {
    Files.createDirectories(folder.resolve("cat"));
    Files.createDirectories(folder.resolve("bird"));
    picture(folder.resolve("cat/a.png"), 4);
    picture(folder.resolve("cat/b.png"), 4);
    assertThatThrownBy(() -> datasets.load("folder", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining(
            "bird: no picture (expected: one at least in each folder of a class)");
  }

  @Test
  void refusesPicturesBesideClasses() throws IOException {
    Files.createDirectories(folder.resolve("cat"));
    picture(folder.resolve("cat/a.png"), 4);
    picture(folder.resolve("b.png"), 4);
    assertThatThrownBy(() -> datasets.load("folder", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("pictures beside the folder cat of a class");
  }

  @Test
  void namesACorruptPicture() throws IOException {
    picture(folder.resolve("a.png"), 4);
    byte[] bytes = Files.readAllBytes(folder.resolve("a.png"));
    Files.write(folder.resolve("b.png"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> datasets.load("folder", Optional.of(folder)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("b.png");
  }

  @Test
  void readsAFolderWithoutClasses() {
    picture(folder.resolve("a.png"), 4);
    assertThatThrownBy(() -> datasets.load("folder", Optional.of(folder)))
        .hasMessageContaining("one picture (expected: two or more");
    picture(folder.resolve("b.png"), 4);
    Dataset data = datasets.load("folder", Optional.of(folder));
    assertThat(data.isLabelled()).isFalse();
    assertThat(data.training().size()).isEqualTo(1);
    assertThat(data.heldOut().image(0).id()).isEqualTo("b.png");
    assertThat(data.heldOut().label(0)).isEmpty();
  }

  @Test
  void readsPointsAndStandardisesThem() {
    Path file = folder.resolve("points.npy");
    try (NpyWriter writer = NpyWriter.create(file, ItemShape.point(2), 20)) {
      for (int i = 0; i < 20; i++) {
        writer.append(new float[] {i % 10 == 9 ? 1000 : 5 + (i % 2 == 0 ? 1 : -1), 3});
      }
    }
    Dataset data = datasets.load("npy", Optional.of(file));
    assertThat(data.heldOut().size()).isEqualTo(2);
    assertThat(data.heldOut().image(0).value(0)).isEqualTo(1000);
    DataTransform.Standardized transform = (DataTransform.Standardized) data.spec().transform();
    // Training items: ten 6s and eight 4s, so the mean is 46/9; the second dimension is constant.
    assertThat(transform.mean().get(0)).isCloseTo(46 / 9.0, within(1e-12));
    assertThat(transform.std().get(1)).isEqualTo(1);
  }

  @Test
  void namesAMissingPlace() {
    assertThatThrownBy(() -> datasets.load("npy", Optional.of(folder.resolve("none"))))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("none: no such file or folder");
    assertThatThrownBy(() -> datasets.load("folder", Optional.empty()))
        .hasMessageContaining("--data-dir");
  }

  private static void picture(Path file, int side) {
    ItemShape shape = ItemShape.image(1, side, side);
    PngGrid.of(shape, 1).write(file, List.of(new float[shape.size()]));
  }

  /** Images whose pixel i is (item + i) modulo 256, with labels 1, 2, … */
  private static void mnist(Path place, String training, String heldOut, int n) throws IOException {
    Files.createDirectories(place);
    ByteBuffer images = ByteBuffer.allocate(16 + n * 784);
    images.putInt(2051).putInt(n).putInt(28).putInt(28);
    int[] labels = new int[n];
    for (int item = 0; item < n; item++) {
      labels[item] = item + 1;
      for (int i = 0; i < 784; i++) {
        images.put((byte) (item + i));
      }
    }
    for (String split : List.of(training, heldOut)) {
      Files.write(place.resolve(split + "-images-idx3-ubyte"), images.array());
      Files.write(place.resolve(split + "-labels-idx1-ubyte"), labels(labels));
    }
  }

  private static byte[] labels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(2049).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }
}
