package dev.driftwood.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PictureTest {
  private static final Window WINDOW = new Window(-1, 1, -2, 2);

  @Test
  void placesPointsWithTheAxisUpwards() {
    String dots =
        new Layer.Dots(List.of(new Point(-1, 2), new Point(0.5, -1), new Point(3, 0)), 2, Ink.BLUE)
            .svg(WINDOW);

    assertThat(dots).contains("d=\"M0 0h0M225 225h0\"").contains("ink-blue");
  }

  @Test
  void mapsTheScaleOntoTheColours() throws IOException {
    double[] values = {0, 10, -5, Double.NaN};
    byte[] png = new HeatMap(2, 2, values).png(new ColourScale(0, 10));

    var image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff440154);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xfffde725);
    assertThat(image.getRGB(0, 1)).isEqualTo(0xff440154);
    assertThat(image.getRGB(1, 1) >>> 24).isZero();
  }

  @Test
  void ticksAreRoundNumbersInside() {
    assertThat(Ticks.of(-0.93, 2.1, 6).values().stream().map(Ticks::label))
        .containsExactly("\u22120.5", "0", "0.5", "1", "1.5", "2");
    assertThat(Ticks.of(0, 4000, 6).values())
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(
            BigDecimal.ZERO,
            BigDecimal.valueOf(500),
            BigDecimal.valueOf(1000),
            BigDecimal.valueOf(1500),
            BigDecimal.valueOf(2000),
            BigDecimal.valueOf(2500),
            BigDecimal.valueOf(3000),
            BigDecimal.valueOf(3500),
            BigDecimal.valueOf(4000));
  }

  @Test
  void everyPictureIsWellFormed() {
    List<Point> line = List.of(new Point(0, 1), new Point(10, -1.25));
    ColourScale scale = new ColourScale(-8, 2);
    List<Picture> pictures =
        List.of(
            LineChart.of("a < b & \"c\"", "steps", line),
            LineChart.of("one point", "steps", line.subList(0, 1)),
            new ColourBar("nats", scale),
            new Panel(
                "all",
                WINDOW,
                List.of(
                    new Layer.Heat(new HeatMap(1, 1, new double[] {0}), scale),
                    new Layer.Path(line, Ink.ofSeries(9), 0.5),
                    new Layer.Dots(line, 1.5, Ink.QUIET))));

    for (Picture picture : pictures) {
      assertThatCode(
              () ->
                  DocumentBuilderFactory.newInstance()
                      .newDocumentBuilder()
                      .parse(new InputSource(new StringReader(picture.svg()))))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void escapesTextOnPages() {
    Page page =
        new Page(
            "a < b",
            "test & co",
            "lead",
            List.of(
                new Page.Section(
                    "one",
                    List.of(
                        new Block.Paragraph("x & y"),
                        new Block.Table("t", List.of("", "v"), List.of(List.of("<r>", "1")))))));

    assertThat(page.html())
        .contains("<title>a &lt; b</title>", "x &amp; y", "&lt;r&gt;", Page.mark("test & co"));
  }
}
