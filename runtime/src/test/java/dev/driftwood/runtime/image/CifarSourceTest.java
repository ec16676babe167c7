package dev.driftwood.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.InputOptions.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTest {
  private static final InputOptions CIFAR10 = InputOptions.defaults().withFormat(Format.CIFAR10);
  private static final InputOptions CIFAR100 = InputOptions.defaults().withFormat(Format.CIFAR100);

  @TempDir Path folder;

  @Test
  void readsRecordsOfBothFormats() throws IOException {
    byte[] ten = new byte[2 * 3073];
    ten[0] = 9;
    ten[1] = 77;
    ten[3073] = 3;
    Path file = Files.write(folder.resolve("a.bin.gz"), Inputs.gzip(ten));
    List<ImageItem> items = Inputs.all(file, CIFAR10);
    assertThat(items).extracting(ImageItem::id).containsExactly("0", "1");
    assertThat(((Image) items.get(0)).value(0)).isEqualTo(77);
    byte[] hundred = new byte[3074];
    hundred[0] = 19;
    hundred[1] = 99;
    hundred[2] = 5;
    Path fine = Files.write(folder.resolve("b.bin"), hundred);
    try (CifarReader reader = CifarReader.open(fine, CifarFormat.CIFAR100)) {
      CifarRecord record = reader.read().orElseThrow();
      assertThat(record.label()).isEqualTo(99);
      assertThat(record.image().value(0)).isEqualTo(5);
      assertThat(reader.read()).isEmpty();
    }
  }

  @Test
  void reportsPartOfARecord() throws IOException {
    Path file = Files.write(folder.resolve("cut.bin"), new byte[3073 + 100]);
    assertThatThrownBy(() -> Inputs.all(file, CIFAR10))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("cut.bin: truncated: record 1 has 100 bytes (expected: 3073");
  }

  @Test
  void suspectsTheOtherFormat() throws IOException {
    byte[] record = new byte[3074];
    Arrays.fill(record, (byte) 50);
    Path file = Files.write(folder.resolve("a.bin"), record);
    assertThatThrownBy(() -> Inputs.all(file, CIFAR10))
        .hasMessageContaining("record 0 has label bytes [50] (expected: labels of cifar10");
    assertThatThrownBy(() -> Inputs.all(file, CIFAR100)).hasMessageContaining("[50, 50]");
  }

  @Test
  void asksForTheFormatAndTheShape() throws IOException {
    byte[] record = new byte[3073];
    record[0] = 6;
    Path file = Files.write(folder.resolve("a.bin"), record);
    assertThatThrownBy(() -> ImageSource.open(file, InputOptions.defaults()))
        .hasMessageContaining("--format cifar10");
    InputOptions grey = CIFAR10.withShape(ItemShape.image(1, 32, 32)).withResize(true);
    assertThatThrownBy(() -> ImageSource.open(file, grey))
        .hasMessageContaining("[3, 32, 32] (expected: [1, 32, 32]");
  }

  @Test
  void readsRealRecords() {
    String data = System.getenv("DRIFTWOOD_DATA");
    Assumptions.assumeTrue(data != null, "DRIFTWOOD_DATA is not set");
    Path file = Path.of(data, "cifar10", "cifar10-holdout-subset.bin.gz");
    Assumptions.assumeTrue(Files.exists(file), file + " is absent");
    assertThat(Inputs.all(file, CIFAR10)).hasSize(1000);
  }
}
