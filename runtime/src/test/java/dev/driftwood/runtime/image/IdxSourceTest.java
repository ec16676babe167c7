package dev.driftwood.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
  private static final InputOptions ANY = InputOptions.defaults();

  @TempDir Path folder;

  @Test
  void streamsPlainAndCompressedFiles() throws IOException {
    byte[] bytes = Inputs.idxImages(3, 2, 2);
    Path plain = Files.write(folder.resolve("plain-ubyte"), bytes);
    Path packed = Files.write(folder.resolve("packed-ubyte.gz"), Inputs.gzip(bytes));
    for (Path file : List.of(plain, packed)) {
      List<ImageItem> items = Inputs.all(file, ANY);
      assertThat(items).extracting(ImageItem::id).containsExactly("0", "1", "2");
      Image last = (Image) items.get(2);
      assertThat(last.shape()).isEqualTo(ItemShape.image(1, 2, 2));
      assertThat(last.values()).containsExactly(8, 9, 10, 11);
    }
  }

  @Test
  void skipsWithoutLosingCount() throws IOException {
    Path file = Files.write(folder.resolve("x"), Inputs.idxImages(5, 1, 1));
    try (ImageSource source = ImageSource.open(file, ANY)) {
      assertThat(source.count()).hasValue(5);
      source.skip(3);
      assertThat(source.next().id()).isEqualTo("3");
      source.skip(10);
      assertThat(source.hasNext()).isFalse();
    }
  }

  @Test
  void reportsTruncationWhereItHappens() throws IOException {
    byte[] bytes = Inputs.idxImages(3, 2, 2);
    Path file = Files.write(folder.resolve("cut-ubyte"), Arrays.copyOf(bytes, bytes.length - 1));
    try (ImageSource source = ImageSource.open(file, ANY)) {
      source.next();
      source.next();
      assertThatThrownBy(source::next)
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("cut-ubyte: truncated")
          .hasMessageContaining("item 2 of 3");
    }
  }

  @Test
  void reportsTruncatedHeadersAndTrailingBytes() throws IOException {
    byte[] bytes = Inputs.idxImages(1, 2, 2);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, 10));
    Path longer = Files.write(folder.resolve("longer"), Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> ImageSource.open(cut, ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("cut: truncated");
    assertThatThrownBy(() -> Inputs.all(longer, ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("longer: has more bytes after byte 20 (expected: 1 items");
  }

  @Test
  void namesBothMagicNumbers() throws IOException {
    Path labels = Files.write(folder.resolve("labels"), Inputs.idxLabels(1, 2));
    Path images = Files.write(folder.resolve("images"), Inputs.idxImages(1, 1, 1));
    assertThatThrownBy(() -> ImageSource.open(labels, ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("magic number 2049, labels (expected: 2051, images of bytes)");
    assertThatThrownBy(() -> IdxLabels.read(images))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("magic number 2051, images of bytes (expected: 2049, labels)");
  }

  @Test
  void namesBothShapes() throws IOException {
    Path file = Files.write(folder.resolve("x"), Inputs.idxImages(1, 4, 4));
    InputOptions model = ANY.withShape(ItemShape.image(1, 28, 28));
    assertThatThrownBy(() -> ImageSource.open(file, model))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("[1, 4, 4] (expected: [1, 28, 28], the model's; --resize");
    assertThat(Inputs.only(file, model.withResize(true)).shape())
        .isEqualTo(ItemShape.image(1, 28, 28));
  }

  @Test
  void readsLabels() throws IOException {
    Path file = Files.write(folder.resolve("l.gz"), Inputs.gzip(Inputs.idxLabels(3, 0, 255)));
    assertThat(IdxLabels.read(file)).containsExactly(3, 0, 255);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(Inputs.idxLabels(1, 2, 3), 10));
    assertThatThrownBy(() -> IdxLabels.read(cut)).hasMessageContaining("within 3 labels");
  }

  @Test
  void refusesUnknownAndMissingFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello there");
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThatThrownBy(() -> ImageSource.open(text, ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("notes.txt: unknown format, begins with 68656c6c6f207468");
    assertThatThrownBy(() -> ImageSource.open(empty, ANY)).hasMessageContaining("nothing");
    assertThatThrownBy(() -> ImageSource.open(folder.resolve("none"), ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void readsMnistInConstantMemory() {
    String data = System.getenv("DRIFTWOOD_DATA");
    Assumptions.assumeTrue(data != null, "DRIFTWOOD_DATA is not set");
    Path file = Path.of(data, "mnist", "t10k-images-idx3-ubyte.gz");
    double sum = 0;
    int count = 0;
    try (ImageSource source = ImageSource.open(file, ANY)) {
      while (source.hasNext()) {
        for (double value : ((Image) source.next()).values()) {
          sum += value;
        }
        count++;
      }
    }
    assertThat(count).isEqualTo(10_000);
    // The known mean of the test images, 0.1325 of 255, to the digits quoted for it.
    assertThat(sum / count / 784 / 255).isCloseTo(0.1325, within(5e-5));
  }
}
