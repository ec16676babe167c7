package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void exportModel() {
    model = TinyModels.images(folder);
  }

  @Test
  void writesAGridOfSixtyFourByDefault() throws IOException {
    Path out = folder.resolve("x.png");

    Typed typed = Typed.run("sample", "--model", model, "--steps", 2, "--out", out);

    assertThat(typed.code()).isZero();
    assertThat(typed.err()).isEmpty();
    assertThat(typed.lastLine()).isEqualTo(out.toString());
    assertThat(typed.value("rows")).isEqualTo("64");
    assertThat(typed.value("failed")).isEqualTo("0");
    // Eight by eight images of two by three pixels.
    assertThat(ImageIO.read(out.toFile()).getWidth()).isEqualTo(24);
    assertThat(ImageIO.read(out.toFile()).getHeight()).isEqualTo(16);
  }

  @Test
  void printsOneLineOfJson() {
    Path out = folder.resolve("x.npy");

    Typed typed =
        Typed.run("sample", "--model", model, "--count", 3, "--steps", 2, "--out", out, "--json");

    assertThat(typed.out())
        .containsExactly("{\"rows\":3,\"failed\":0,\"nfe\":12,\"path\":\"%s\"}".formatted(out));
  }

  @Test
  void drawsARowByItsNumberAlone() throws IOException {
    byte[] all = array("--count", 5, "--seed", 7, "--batch", 2);
    byte[] third = array("--count", 1, "--seed", 7, "--first-row", 3);

    assertThat(numbers(third, 0)).isEqualTo(numbers(all, 3));
    assertThat(numbers(third, 0)).isNotEqualTo(numbers(all, 2));
  }

  private byte[] array(Object... options) throws IOException {
    Path out = folder.resolve("x.npy");
    Object[] words = {"sample", "--model", model, "--sampler", "euler-maruyama", "--out", out};
    Object[] typed = Arrays.copyOf(words, words.length + options.length + 2);
    typed[words.length] = "--steps";
    typed[words.length + 1] = 4;
    System.arraycopy(options, 0, typed, words.length + 2, options.length);
    assertThat(Typed.run(typed).code()).isZero();
    return Files.readAllBytes(out);
  }

  /** The six float32 numbers of an item; the header of so small an array has 128 bytes. */
  private static byte[] numbers(byte[] npy, int item) {
    int size = 6 * Float.BYTES;
    return Arrays.copyOfRange(npy, 128 + item * size, 128 + (item + 1) * size);
  }

  @Test
  void writesNoGridOfPoints() {
    Path points = TinyModels.points(folder);
    Path out = folder.resolve("x.png");

    Typed typed = Typed.run("sample", "--model", points, "--steps", 2, "--out", out);

    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.err()).singleElement().asString().contains("shape", ".npy");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("images.onnx", "points.onnx");
  }

  @Test
  void listsTheOptionsOfSamplersInAGroup() {
    List<String> help = Typed.run("sample", "--help").out();

    int heading = indexOf(help, "Options of single samplers");
    assertThat(indexOf(help, "--lambda=X")).isGreaterThan(heading);
    assertThat(indexOf(help, "--steps=N")).isBetween(0, heading);
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no " + part + " in " + lines);
  }
}
