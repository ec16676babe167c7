package dev.driftwood.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.InputOptions.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  private static final InputOptions ANY = InputOptions.defaults();

  @TempDir Path folder;

  @Test
  void readsWhatItWrites() {
    Path file = folder.resolve("a.npy");
    ItemShape shape = ItemShape.image(2, 1, 3);
    try (NpyWriter writer = NpyWriter.create(file, shape, 2)) {
      writer.append(new float[] {1, 2, 3, 4, 5, 6});
      assertThat(file).doesNotExist();
      writer.append(new float[] {-1, 0, 0.5f, 1, 2, 3});
    }
    List<ImageItem> items = Inputs.all(file, ANY);
    assertThat(items).hasSize(2);
    Image second = (Image) items.get(1);
    assertThat(second.shape()).isEqualTo(shape);
    assertThat(second.type()).isEqualTo(ElementType.F32);
    assertThat(second.values()).containsExactly(-1, 0, 0.5, 1, 2, 3);
  }

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    Path file = folder.resolve("a.npy");
    try (NpyWriter writer = NpyWriter.create(file, ItemShape.point(1), 1)) {
      writer.append(new float[] {1});
    }
    // numpy.save of numpy.ones((1, 1), '<f4'), NumPy 2.4.6.
    String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }";
    byte[] expected = new byte[132];
    Arrays.fill(expected, (byte) ' ');
    byte[] start = HexFormat.of().parseHex("934e554d505901007600");
    System.arraycopy(start, 0, expected, 0, 10);
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, expected, 10, head.length());
    System.arraycopy(HexFormat.of().parseHex("0a0000803f"), 0, expected, 127, 5);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  @Test
  void readsBytesAndShortsOfEveryLayout() throws IOException {
    Path grey = npy("|u1", "(2, 1, 2)", new byte[] {1, 2, 3, -1});
    assertThat(((Image) Inputs.all(grey, ANY).get(1)).values()).containsExactly(3, 255);
    Path shorts = npy("<u2", "(1, 1, 1, 2)", new byte[] {1, 0, 0, 1});
    assertThat(Inputs.only(shorts, ANY).values()).containsExactly(1, 256);
    Path nhwc = npy("<u1", "(1, 1, 2, 3)", new byte[] {1, 2, 3, 4, 5, 6});
    Image moved = Inputs.only(nhwc, ANY.withLayout(Layout.NHWC));
    assertThat(moved.shape()).isEqualTo(ItemShape.image(3, 1, 2));
    assertThat(moved.values()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void readsPoints() throws IOException {
    Path file = npy("<f4", "(2, 2)", HexFormat.of().parseHex("0000803f000000400000c03f000080bf"));
    List<ImageItem> items = Inputs.all(file, ANY.withShape(ItemShape.point(2)));
    assertThat(((Image) items.get(1)).values()).containsExactly(1.5, -1);
  }

  @Test
  void reportsAnItemThatIsNotFinite() throws IOException {
    Path file = npy("<f4", "(2, 1)", HexFormat.of().parseHex("0000c07f0000803f"));
    List<ImageItem> items = Inputs.all(file, ANY);
    assertThat(items.get(0)).isInstanceOf(BrokenImage.class);
    assertThat(((BrokenImage) items.get(0)).error()).contains("value NaN at index 0");
    assertThat(items.get(1)).isInstanceOf(Image.class);
  }

  @Test
  void asksForTheLayoutWhereItLooksSwapped() throws IOException {
    Path file = npy("|u1", "(1, 2, 2, 3)", new byte[12]);
    assertThatThrownBy(() -> ImageSource.open(file, ANY.withShape(ItemShape.image(3, 2, 2))))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("[2, 2, 3] (expected: [3, 2, 2], the model's; is it --layout nhwc?");
  }

  @Test
  void refusesOtherTypesOrdersAndRanks() throws IOException {
    assertThatThrownBy(() -> ImageSource.open(npy("<f8", "(1, 2)", new byte[16]), ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("elements of type '<f8' (expected: |u1 or <u2 pixels");
    assertThatThrownBy(() -> ImageSource.open(npy("|u1", "(4,)", new byte[4]), ANY))
        .hasMessageContaining("array of shape [4]");
    assertThatThrownBy(() -> ImageSource.open(npy("|u1", "(2, 2)", new byte[4]), ANY))
        .hasMessageContaining("points [n, d] of <f4");
    assertThatThrownBy(() -> ImageSource.open(npy("<f4", "(1, 2000000000)", new byte[4]), ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("[1, 2000000000]");
    Path fortran =
        write("{'descr': '|u1', 'fortran_order': True, 'shape': (1, 2, 2), }", new byte[4]);
    assertThatThrownBy(() -> ImageSource.open(fortran, ANY)).hasMessageContaining("Fortran");
    Path odd =
        write("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", new byte[4]);
    assertThatThrownBy(() -> ImageSource.open(odd, ANY)).hasMessageContaining("a plain array");
  }

  @Test
  void reportsTruncation() throws IOException {
    Path data = npy("|u1", "(2, 2, 2)", new byte[7]);
    assertThatThrownBy(() -> Inputs.all(data, ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("truncated")
        .hasMessageContaining("item 1 of 2");
    Path header = Files.write(folder.resolve("h"), HexFormat.of().parseHex("934e554d50590100ff"));
    assertThatThrownBy(() -> ImageSource.open(header, ANY)).hasMessageContaining("truncated");
  }

  @Test
  void leavesNothingWhenClosedEarly() {
    Path file = folder.resolve("a.npy");
    try (NpyWriter writer = NpyWriter.create(file, ItemShape.point(1), 2)) {
      writer.append(new float[] {1});
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesValuesOfAnotherShape() {
    try (NpyWriter writer = NpyWriter.create(folder.resolve("a.npy"), ItemShape.point(2), 1)) {
      assertThatThrownBy(() -> writer.append(new float[3])).hasMessageContaining("expected: 2");
    }
    assertThatThrownBy(() -> NpyWriter.create(folder.resolve("no/a.npy"), ItemShape.point(2), 1))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("no folder");
  }

  private Path npy(String descr, String shape, byte[] data) throws IOException {
    return write(
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape), data);
  }

  private Path write(String dictionary, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex("934e554d50590100"));
    bytes.writeBytes(new byte[] {(byte) dictionary.length(), 0});
    bytes.writeBytes(dictionary.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(data);
    return Files.write(Files.createTempFile(folder, "array", ".npy"), bytes.toByteArray());
  }
}
