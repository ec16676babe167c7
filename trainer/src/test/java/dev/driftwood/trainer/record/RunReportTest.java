package dev.driftwood.trainer.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.report.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  @TempDir private Path run;

  @BeforeEach
  void fill() throws IOException {
    Files.write(
        run.resolve("metrics.csv"),
        List.of(
            "iteration,loss,gradient_norm,resident_mb,bits_per_dim,std_error_bpd,frechet_distance",
            "10,80.5,2.0,900,,,",
            "20,40.25,1.0,901,3.5,0.1,12.5",
            "30,20.0,0.5,902,3.25,0.1,7.5",
            "40,21.0,0.5,902,3.375,0.1,8.5",
            "50,19.0,0."));
    Files.write(
        run.resolve("config.yaml"),
        List.of("dataset: \"<mnist>\"", "preset: mnist", "iterations: 80", "sde:", "  type: vp"));
    Files.createDirectories(run.resolve("checkpoints"));
    Files.createFile(run.resolve("checkpoints/best.ckpt"));
    Files.createDirectories(run.resolve("samples"));
    for (int iteration = 4; iteration <= 60; iteration += 4) {
      BufferedImage grid = new BufferedImage(6, 3, BufferedImage.TYPE_BYTE_GRAY);
      ImageIO.write(grid, "png", run.resolve("samples/%06d.png".formatted(iteration)).toFile());
    }
  }

  @Test
  void saysWhereTheRunStands() throws IOException {
    String page = Files.readString(RunReport.write(run));

    assertThat(page)
        .contains("40 of 80 (50 %)")
        .contains("3.375 \u00b1 0.1000 at iteration 40")
        .contains("3.250 \u00b1 0.1000 at iteration 30")
        .contains("checkpoints/best.ckpt")
        .doesNotContain("best.onnx");
    assertThat(page).contains("&lt;mnist&gt;", "sde.type", "bits per dimension", "Fréchet");
  }

  @Test
  void showsGridsFromTheFirstToTheLastOfThisRun() throws IOException {
    String page = Files.readString(RunReport.write(run));

    // Ten until iteration 40, those after it are an earlier run's.
    assertThat(page.split("data:image/png", -1)).hasSize(1 + 8);
    assertThat(page).contains("iteration 4<", "iteration 40<").doesNotContain("iteration 44");
    assertThat(page).contains("viewBox=\"0 0 6 3\"");
  }

  @Test
  void needsNothingButItself() throws IOException {
    String page = Files.readString(RunReport.write(run));

    assertThat(page).doesNotContain("http:", "https:", "<script", "<link", "@import", "url(");
    assertThat(page).doesNotContainPattern("(src|href)=\"(?!data:)");
  }

  @Test
  void isMadeAnewOfWhateverThereIs() throws IOException {
    Files.delete(run.resolve("config.yaml"));
    Files.writeString(run.resolve("metrics.csv"), "iteration,loss\n");

    assertThat(Files.readString(RunReport.write(run))).contains("Where it stands");
    assertThat(Files.readString(RunReport.write(run))).doesNotContain("Learning");
  }

  @Test
  void refusesAFolderWithoutARun() {
    assertThatThrownBy(() -> RunReport.write(run.resolve("samples")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("samples", "metrics.csv", "expected");
  }

  @Test
  void warnsWhereThePageCannotBeWritten() throws IOException {
    Files.createDirectories(run.resolve("report.html"));
    List<String> warnings = new ArrayList<>();

    new ReportListener(run, warnings::add).evaluated(40);

    assertThat(warnings).singleElement().asString().contains("report.html");
  }

  @Test
  void smoothsWithoutALag() {
    List<Point> line = IntStream.range(0, 100).mapToObj(i -> new Point(i, 50 - i)).toList();

    List<Point> smooth = Curve.smoothed(line);

    // A mean around each point leaves a straight line as it is, up to rounding.
    for (int i = 0; i < line.size(); i++) {
      assertThat(smooth.get(i).y()).isCloseTo(line.get(i).y(), within(1e-12));
    }
    List<Point> jagged = IntStream.range(0, 100).mapToObj(i -> new Point(i, i % 2)).toList();
    assertThat(Curve.smoothed(jagged).get(50).y()).isBetween(0.3, 0.7);
  }
}
