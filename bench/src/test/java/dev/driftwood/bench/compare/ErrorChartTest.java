package dev.driftwood.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorChartTest {
  private static final List<Integer> EVALUATIONS = List.of(5, 8, 10, 15, 20, 50);
  private static final int BLUE = 0xFF0072B2;

  @TempDir private Path folder;

  @Test
  void drawsTwentyCurves() throws IOException {
    List<Curve> curves = IntStream.range(0, 20).mapToObj(i -> curve(i, i == 3)).toList();

    BufferedImage picture = written(new ErrorChart("mixture-2d, VP", "sliced W2", curves));

    assertThat(picture.getWidth()).isEqualTo(1400);
    assertThat(picture.getHeight()).isEqualTo(900);
    assertThat(pixels(picture, BLUE)).isPositive();
  }

  @Test
  void drawsOursThick() throws IOException {
    BufferedImage thin = written(new ErrorChart("", "", List.of(curve(0, false))));
    BufferedImage thick = written(new ErrorChart("", "", List.of(curve(0, true))));

    assertThat(pixels(thick, BLUE)).isGreaterThan(3 * pixels(thin, BLUE) / 2);
  }

  @Test
  void leavesOutWhatHasNoLogarithm() throws IOException {
    Curve holes =
        new Curve("holes", EVALUATIONS, List.of(Double.NaN, 0.5, 0.0, 0.2, 0.1, 0.05), false);
    Curve none = new Curve("none", List.of(5), List.of(Double.POSITIVE_INFINITY), false);

    BufferedImage picture = written(new ErrorChart("", "", List.of(holes, none)));

    assertThat(pixels(picture, BLUE)).isPositive();
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertThatThrownBy(() -> new ErrorChart("", "", List.of()))
        .hasMessage("curves: none (expected: at least 1)");
    assertThatThrownBy(() -> new Curve("euler", EVALUATIONS, List.of(1.0), false))
        .hasMessage("errors: 1 of euler (expected: 6, at least 1)");
  }

  /** An error that falls with a power of the evaluations, as those of samplers do. */
  private static Curve curve(int number, boolean ours) {
    double order = 0.5 + 0.15 * number;
    List<Double> errors =
        EVALUATIONS.stream()
            .map(n -> 0.01 + (1 + 0.1 * number) * Math.pow(n / 4.0, -order))
            .toList();
    return new Curve("sampler-" + number, EVALUATIONS, errors, ours);
  }

  private BufferedImage written(ErrorChart chart) throws IOException {
    Path file = folder.resolve("chart.png");
    chart.write(file);
    return ImageIO.read(file.toFile());
  }

  private static long pixels(BufferedImage picture, int colour) {
    return IntStream.range(0, picture.getWidth() * picture.getHeight())
        .filter(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == colour)
        .count();
  }
}
