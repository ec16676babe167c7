package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrajectoryTest {
  @TempDir private Path folder;
  private Path images;
  private Path gif;

  @BeforeEach
  void prepare() {
    images = TinyModels.images(folder);
    gif = folder.resolve("way.gif");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "25, 25", "59, 59", "60, 31", "500, 33"})
  void hasAFrameForEverySoManyStepsAndAtMostSixty(int steps, int frames) throws IOException {
    Typed typed = draw(images, "x.png", "--sampler", "euler", "--steps", steps, "--count", 4);

    assertThat(typed.code()).isZero();
    assertThat(frames()).hasSize(frames);
  }

  @Test
  void endsWithThePictureOfTheSamples() throws IOException {
    draw(images, "x.png", "--sampler", "euler-maruyama", "--steps", 100, "--count", 64);

    BufferedImage result = ImageIO.read(folder.resolve("x.png").toFile());
    List<BufferedImage> frames = frames();
    assertThat(frames)
        .allMatch(frame -> frame.getWidth() == 24)
        .allMatch(frame -> frame.getHeight() == 16);
    assertThat(levels(frames.get(frames.size() - 1))).isEqualTo(levels(result));
    assertThat(levels(frames.get(0))).isNotEqualTo(levels(result));
  }

  @Test
  void showsNoMoreThanTheFirstSixtyFour() throws IOException {
    draw(images, "x.npy", "--steps", 3, "--count", 200, "--batch", 7);

    assertThat(frames()).hasSize(3).allMatch(frame -> frame.getWidth() == 24);
  }

  @Test
  void showsRowsThatTakeStepsOfTheirOwn() throws IOException {
    Path points = TinyModels.labelled(folder, TinyModels.twoClassesAndNone());
    draw(points, "x.npy", "--sampler", "dormand-prince", "--rtol", 1e-5);

    assertThat(frames())
        .hasSizeBetween(5, 60)
        .allMatch(frame -> frame.getWidth() == 480)
        .allMatch(frame -> frame.getHeight() == 480);
  }

  @Test
  void holdsTheLastFrameAndBeginsAgain() throws IOException {
    draw(images, "x.png", "--steps", 4);

    try (ImageInputStream stream = ImageIO.createImageInputStream(gif.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(stream);
      assertThat(delay(reader, 0)).isEqualTo("8");
      assertThat(delay(reader, 3)).isEqualTo("200");
    }
    // The block that players look for, with no end to the repetitions.
    assertThat(Files.readString(gif, StandardCharsets.ISO_8859_1))
        .contains("NETSCAPE2.0\u0003\u0001\u0000\u0000");
  }

  @Test
  void refusesOtherNames() {
    Typed typed =
        Typed.run(
            "sample", "--model", images, "--out", folder.resolve("x.png"), "--trajectory", "x.mp4");

    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.err()).singleElement().asString().contains("trajectory: x.mp4", ".gif");
  }

  private Typed draw(Path model, String out, Object... options) {
    List<Object> words = new ArrayList<>(List.of("sample", "--model", model));
    words.addAll(List.of("--out", folder.resolve(out), "--trajectory", gif));
    words.addAll(List.of(options));
    return Typed.run(words.toArray());
  }

  private List<BufferedImage> frames() throws IOException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(gif.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(stream);
      List<BufferedImage> frames = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) {
        frames.add(reader.read(i));
      }
      return frames;
    }
  }

  private static String delay(ImageReader reader, int frame) throws IOException {
    IIOMetadataNode root =
        (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
    return ((IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0))
        .getAttribute("delayTime");
  }

  /** Grey levels as they are stored; {@code getRGB} would brighten those of a grey PNG. */
  private static int[] levels(BufferedImage picture) {
    int[] levels =
        picture
            .getRaster()
            .getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
    if (picture.getColorModel() instanceof IndexColorModel palette) {
      return Arrays.stream(levels).map(palette::getGreen).toArray();
    }
    return levels;
  }
}
