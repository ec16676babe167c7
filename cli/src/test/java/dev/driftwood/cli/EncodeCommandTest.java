package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.data.ItemShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code encode}, {@code sample --latents} and {@code interpolate} under a model of standard normal
 * data, which the probability flow leaves where they are: latents are the data, from −1 to 1.
 */
class EncodeCommandTest {
  @TempDir private Path folder;
  private Path model;
  private Path images;
  private Path latents;
  private Path out;

  @BeforeEach
  void prepare() throws IOException {
    model = TinyModels.images(folder);
    images = Inputs.images(folder, 5);
    latents = folder.resolve("latents.npy");
    out = folder.resolve("x.npy");
  }

  /** Pixel p of image i of {@link Inputs#images} in data space, in the middle of its bin. */
  private static float middle(int image, int pixel) {
    return ((37 * (6 * image + pixel) & 0xff) + 0.5F) / 256;
  }

  @Test
  void takesImagesToTheirLatents() {
    Typed typed = encode("--rows 1:4");

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.value("rows")).isEqualTo("3");
    assertThat(typed.lastLine()).isEqualTo(latents.toString());
    Latents found = Latents.read(latents);
    assertThat(found.shape()).isEqualTo(ItemShape.image(1, 2, 3));
    for (int i = 0; i < 3; i++) {
      for (int p = 0; p < 6; p++) {
        // The solver's tolerance is 1e-5 a step.
        assertThat(found.values().get(i)[p]).isCloseTo(2 * middle(i + 1, p) - 1, within(1e-4F));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', --sampler dormand-prince --rtol 1e-5",
    "--solver rk4 --steps 20, --sampler rk4 --steps 20",
  })
  void bringsThemBack(String there, String back) {
    encode(there);

    Typed typed = sample(back);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.value("rows")).isEqualTo("5");
    Latents drawn = Latents.read(out);
    for (int i = 0; i < 5; i++) {
      for (int p = 0; p < 6; p++) {
        assertThat(drawn.values().get(i)[p]).isCloseTo(middle(i, p), within(1e-4F));
      }
    }
  }

  @Test
  void drawsFramesBetweenTwoImages() throws IOException {
    Typed typed = interpolate("--rows 2:4 --count 5 --out " + out);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.value("rows")).isEqualTo("5");
    List<float[]> frames = Latents.read(out).values();
    for (int p = 0; p < 6; p++) {
      assertThat(frames.get(0)[p]).isCloseTo(middle(2, p), within(1e-4F));
      assertThat(frames.get(4)[p]).isCloseTo(middle(3, p), within(1e-4F));
    }
    Path grid = folder.resolve("x.png");
    assertThat(interpolate("--rows 2:4 --out " + grid).code()).isZero();
    // Nine frames by default, three by three of two by three pixels.
    assertThat(ImageIO.read(grid.toFile()).getWidth()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--solver euler-maruyama --steps 3 | solver: euler-maruyama (expected: a Runge",
        "--solver heun | steps: none given",
        "--steps 0 | steps",
        "--label 1 | label",
        "--guidance 2 | guidance",
        "--rows 3:2 | rows",
      })
  void saysHowItCanNotEncode(String options, String named) {
    refused(encode(options), ExitCode.USAGE, named);
    refused(interpolate("--limit 2 --out " + out + " " + options), ExitCode.USAGE, named);
  }

  @Test
  void writesLatentsAsNumbersOnly() {
    latents = folder.resolve("x.png");

    refused(encode(""), ExitCode.USAGE, ".npy, as latents are no pictures");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rows 1:2 | input: 1 images (expected: 2; --rows A:B chooses them)",
        "--limit 3 | input: 3 images (expected: 2",
        "--rows 1:3 --count 1 | count: 1 (expected: >= 2)",
      })
  void wantsTwoImagesToGoBetween(String options, String named) {
    int code = options.contains("--count") ? ExitCode.USAGE : ExitCode.FAILED;

    refused(interpolate("--out " + out + " " + options), code, named);
  }

  @Test
  void refusesImagesOfAnotherSize() {
    Path points = Inputs.points(folder, new float[][] {{0, 1}, {1, 2}});

    refused(
        run("encode --model %s --input %s --out %s".formatted(model, points, latents)),
        ExitCode.FAILED,
        "[1, 2, 3]");
    refused(
        run("interpolate --model %s --input %s --out %s".formatted(model, points, out)),
        ExitCode.FAILED,
        "[1, 2, 3]");
  }

  @Test
  void refusesLatentsThatItCanNotDecode() throws IOException {
    latents = Inputs.points(folder, new float[][] {{0, 1}});
    refused(sample("--steps 2"), ExitCode.USAGE, "latents: shape [2] (expected: [1, 2, 3]");
    refused(sample("--count 3"), ExitCode.USAGE, "count: 3 (expected: none with --latents");
    latents = images;
    refused(sample(""), ExitCode.FAILED, "latent 0 is of type U8");
    Files.delete(images);
    refused(sample(""), ExitCode.FAILED, images.toString());
  }

  private Typed encode(String options) {
    return run(
        "encode --model %s --input %s --out %s %s".formatted(model, images, latents, options));
  }

  private Typed interpolate(String options) {
    return run("interpolate --model %s --input %s %s".formatted(model, images, options));
  }

  private Typed sample(String options) {
    return run(
        "sample --model %s --latents %s --out %s %s".formatted(model, latents, out, options));
  }

  private static Typed run(String words) {
    return Typed.run(Arrays.stream(words.strip().split(" +")).toArray());
  }

  private void refused(Typed typed, int code, String named) {
    assertThat(typed.err()).singleElement().asString().startsWith("driftwood: ").contains(named);
    assertThat(typed.code()).isEqualTo(code);
    assertThat(typed.out()).isEmpty();
    assertThat(out).doesNotExist();
  }
}
