package dev.driftwood.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {
  private static final InputOptions ANY = InputOptions.defaults();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 8, 10", "3, 8, 10", "1, 16, 2500", "3, 16, 2500"})
  void readsGreyAndRgbSamplesAsStored(int channels, int bits, int step) throws IOException {
    Path file = folder.resolve("a.png");
    Inputs.png(file, channels, bits, 2, 4, step);
    Image image = Inputs.only(file, ANY);
    assertThat(image.id()).isEqualTo("0");
    assertThat(image.shape()).isEqualTo(ItemShape.image(channels, 2, 4));
    assertThat(image.type()).isEqualTo(bits == 8 ? ElementType.U8 : ElementType.U16);
    for (int i = 0; i < image.shape().size(); i++) {
      assertThat(image.value(i)).isEqualTo(i * step);
    }
  }

  @Test
  void readsOneBitGreyAndPalettes() throws IOException {
    BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(1, 0, 0xFFFFFF);
    ImageIO.write(bits, "png", folder.resolve("bits.png").toFile());
    BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(1, 0, 0xFF0000);
    ImageIO.write(palette, "png", folder.resolve("palette.png").toFile());
    assertThat(Inputs.only(folder.resolve("bits.png"), ANY).values()).containsExactly(0, 255);
    assertThat(Inputs.only(folder.resolve("palette.png"), ANY).values())
        .containsExactly(0, 255, 0, 0, 0, 0);
  }

  @Test
  void readsJpegs() throws IOException {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    int[] level = new int[64];
    Arrays.fill(level, 99);
    grey.getRaster().setSamples(0, 0, 8, 8, 0, level);
    Path file = folder.resolve("a.jpeg");
    ImageIO.write(grey, "jpg", file.toFile());
    Image image = Inputs.only(file, ANY);
    assertThat(image.shape()).isEqualTo(ItemShape.image(1, 8, 8));
    // A constant block keeps its value to within JPEG's quantiser.
    assertThat(image.value(0)).isCloseTo(99, within(2.0));
  }

  @ParameterizedTest
  @CsvSource({"png, 0.6", "png, 0.97", "jpg, 0.6", "jpg, 0.97"})
  void reportsATruncatedPicture(String format, double kept) throws IOException {
    BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 40_000; i++) {
      picture.setRGB(i % 200, i / 200, i * 0x9E3779B1 >>> 8);
    }
    Path file = folder.resolve("a." + format);
    ImageIO.write(picture, format, file.toFile());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, (int) (kept * whole.length)));
    assertThatThrownBy(() -> Inputs.all(file, ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("damaged picture");
  }

  @Test
  void refusesAnotherDepthThanTheModels() throws IOException {
    Inputs.png(folder.resolve("a.png"), 1, 8, 2, 2, 1);
    Inputs.png(folder.resolve("b.png"), 1, 16, 2, 2, 1);
    List<ImageItem> items = Inputs.all(folder, ANY.withLevels(256));
    assertThat(items.get(0)).isInstanceOf(Image.class);
    assertThat(((BrokenImage) items.get(1)).error())
        .isEqualTo("pixels have 16 bits (expected: 8, as the model has 256 levels)");
    assertThatThrownBy(() -> Inputs.all(folder.resolve("a.png"), ANY.withLevels(65536)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("pixels have 8 bits (expected: 16");
  }

  @Test
  void takesOpaqueAlphaOnly() throws IOException {
    BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    ImageIO.write(clear, "png", folder.resolve("clear.png").toFile());
    for (int i = 0; i < 4; i++) {
      clear.setRGB(i % 2, i / 2, 0xFF102030);
    }
    ImageIO.write(clear, "png", folder.resolve("opaque.png").toFile());
    assertThat(Inputs.only(folder.resolve("opaque.png"), ANY).values())
        .containsExactly(16, 16, 16, 16, 32, 32, 32, 32, 48, 48, 48, 48);
    assertThatThrownBy(() -> Inputs.all(folder.resolve("clear.png"), ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("clear.png: has transparent pixels");
  }

  @Test
  void readsAFolderInOrderAndGoesOnAfterADamagedFile() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Inputs.png(folder.resolve("b/two.png"), 1, 8, 2, 2, 1);
    Inputs.png(folder.resolve("a.png"), 1, 8, 2, 2, 1);
    Inputs.png(folder.resolve("wide.png"), 1, 8, 2, 3, 1);
    byte[] whole = Files.readAllBytes(folder.resolve("a.png"));
    Files.write(folder.resolve("c.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("notes.txt"), "not a picture");
    List<ImageItem> items = Inputs.all(folder, ANY.withShape(ItemShape.image(1, 2, 2)));
    assertThat(items)
        .extracting(ImageItem::id)
        .containsExactly("a.png", "b/two.png", "c.png", "wide.png");
    assertThat(items.get(1)).isInstanceOf(Image.class);
    assertThat(((BrokenImage) items.get(2)).error()).contains("c.png: damaged picture");
    assertThat(((BrokenImage) items.get(3)).error())
        .contains("[1, 2, 3] (expected: [1, 2, 2], the model's; --resize");
  }

  @Test
  void refusesAFolderWithoutPictures() {
    assertThatThrownBy(() -> ImageSource.open(folder, ANY))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("holds no picture");
  }

  @Test
  void resizingKeepsRampsAndConstants() throws IOException {
    Path file = folder.resolve("a.png");
    Inputs.png(file, 1, 8, 1, 8, 20);
    InputOptions half = ANY.withShape(ItemShape.image(1, 1, 4)).withResize(true);
    // Inside, a triangle of half-width 2 around 2i + 0.5 averages a ramp to its centre; at the ends
    // it is cut off: weights 3, 3, 1 (of 7) on 0, 20, 40 are 100/7.
    assertThat(Inputs.only(file, half).values()).containsExactly(14, 50, 90, 126);
    InputOptions twice = ANY.withShape(ItemShape.image(1, 2, 16)).withResize(true);
    // Linear interpolation at quarter places; the two rows are the one row twice.
    assertThat(Inputs.only(file, twice).values())
        .startsWith(0, 5, 15, 25)
        .hasSize(32)
        .endsWith(125, 135, 140);
  }

  @Test
  void writesAGridThatReadsBack() {
    ItemShape shape = ItemShape.image(3, 1, 1);
    Path file = folder.resolve("grid.png");
    PngGrid.of(shape, 3)
        .write(
            file,
            List.of(new float[] {0, 0.5f, 0.999f}, new float[] {-1, 2, 1}, new float[] {0, 0, 1}));
    Image image = Inputs.only(file, ANY);
    assertThat(image.shape()).isEqualTo(ItemShape.image(3, 2, 2));
    assertThat(image.values()).containsExactly(0, 0, 0, 0, 128, 255, 0, 0, 255, 255, 255, 0);
  }

  @Test
  void gridRefusesWhatIsNoPicture() {
    assertThatThrownBy(() -> PngGrid.of(ItemShape.image(2, 4, 4), 4))
        .hasMessageContaining("shape: [2, 4, 4]");
    assertThatThrownBy(
            () -> PngGrid.of(ItemShape.image(1, 1, 1), 1).encode(List.of(new float[] {Float.NaN})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
