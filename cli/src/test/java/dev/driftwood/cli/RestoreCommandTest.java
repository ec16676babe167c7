package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.PngGrid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCommandTest {
  @TempDir private Path folder;
  private Path model;
  private Path images;

  @BeforeEach
  void exportModel() throws IOException {
    model = TinyModels.images(folder);
    images = Inputs.images(folder, 3);
  }

  @Test
  void showsWhatIsSeenWhatIsDrawnAndTheOriginal() throws IOException {
    Path out = folder.resolve("x.png");

    Typed typed = restore(out, "--inpaint", "top-half", "--corrections", 2);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.value("rows")).isEqualTo("3");
    // Two evaluations of each of four steps, and two moves between them.
    assertThat(typed.value("nfe")).isEqualTo(Integer.toString(3 * (2 * 4 + 2 * 3)));
    // Three tiles of two by three pixels to a row.
    assertThat(ImageIO.read(out.toFile()).getWidth()).isEqualTo(9);
    assertThat(ImageIO.read(out.toFile()).getHeight()).isEqualTo(6);
  }

  @Test
  void keepsThePixelsThatAreSeen() throws IOException {
    Path out = folder.resolve("x.npy");

    restore(out, "--inpaint", "top-half", "--count", 5);

    for (int row = 0; row < 5; row++) {
      for (int d = 3; d < 6; d++) {
        int level = (37 * (row % 3 * 6 + d)) & 0xFF;
        assertThat(number(out, 6 * row + d)).isEqualTo((float) ((level + 0.5) / 256));
      }
    }
    assertThat(number(out, 0)).isNotEqualTo(number(out, 18));
  }

  @Test
  void takesAPaintedMask() throws IOException {
    Path out = folder.resolve("x.npy");
    Path mask = folder.resolve("mask.png");
    float[] white = {1, 0, 0, 0, 0, 0};
    new PngGrid(ItemShape.image(1, 2, 3), 1).write(mask, List.of(white));

    Typed typed = restore(out, "--inpaint", mask);

    assertThat(typed.err()).isEmpty();
    assertThat(number(out, 1)).isEqualTo((float) (37.5 / 256));
    assertThat(number(out, 0)).isNotEqualTo((float) (0.5 / 256));
  }

  @Test
  void drawsTheNumbersOfPointsThatAreMissing() throws IOException {
    model = TinyModels.points(folder);
    images = Inputs.points(folder, new float[][] {{0.5F, 9}, {-0.25F, 9}});
    Path out = folder.resolve("x.npy");

    assertThat(restore(out, "--inpaint", "1").err()).isEmpty();

    assertThat(number(out, 0)).isEqualTo(0.5F);
    assertThat(number(out, 2)).isEqualTo(-0.25F);
    assertThat(number(out, 1)).isBetween(-6F, 6F);
    refused(restore(out, "--inpaint", "2"), "inpaint: '2'", "0 to 1");
  }

  @Test
  void saysWhatDoesNotSuitTheModel() {
    Path out = folder.resolve("x.npy");
    refused(restore(out, "--colourise"), "channel means", "several channels");
    refused(restore(out, "--super-resolve", 2), "factor: 2", "[1, 2, 3]");
    refused(restore(out, "--inpaint", "left-haf"), "inpaint", "left-half");
    refused(restore(out), "--inpaint", "--colourise", "--super-resolve");
    assertThat(out).doesNotExist();
  }

  private static void refused(Typed typed, String... words) {
    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.err()).singleElement().asString().contains(words);
  }

  private Typed restore(Path out, Object... options) {
    Object[] words = {"restore", "--model", model, "--input", images, "--steps", 4, "--out", out};
    Object[] all = Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    return Typed.run(all);
  }

  /** A float32 number; the header of so small an array has 128 bytes. */
  private static float number(Path npy, int index) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.getFloat(128 + Float.BYTES * index);
  }
}
