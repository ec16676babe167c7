package dev.driftwood.trainer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jdk")
class DemoTest {
  private static final DemoPlan.Budget TINY = new DemoPlan.Budget(12, 16, 16, 8, 4, 8, 6);

  @TempDir private Path folder;

  @Test
  void leavesOneSelfContainedReportBesideTheArtefact() throws IOException {
    Path out = folder.resolve("demo");
    List<Stage> ended = new ArrayList<>();
    Path report =
        new Demo(
                new DemoPlan(out, TINY, 0),
                new DemoListener() {
                  @Override
                  public void ended(Stage stage, Duration took) {
                    ended.add(stage);
                  }
                })
            .run();

    assertThat(ended).containsExactly(Stage.values());
    assertThat(report).isEqualTo(out.resolve("report.html")).isRegularFile();
    assertThat(out.resolve("model.onnx")).isRegularFile();
    String html = Files.readString(report);
    assertThat(html)
        .doesNotContain("http:", "https:", "<script", "<link", "@import", "url(")
        .contains("probability flow, exact trace", "evidence lower bound", "the floor");
    // Two panels of paths, twice six and three clouds, two maps with a key, and the loss.
    assertThat(html.split("role=\"img\"", -1)).hasSize(1 + 2 + 12 + 3 + 3 + 1);
    assertThat(html.split("<table>", -1)).hasSize(1 + 4);
    assertThat(html.split("data:image/png;base64,", -1)).hasSize(1 + 3);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(out));
  }

  @Test
  void replacesAnEarlierDemonstrationButNothingElse() throws IOException {
    Path earlier = Files.createDirectory(folder.resolve("earlier"));
    Files.writeString(
        earlier.resolve("report.html"), "<meta name=\"generator\" content=\"driftwood demo\">");
    Files.writeString(earlier.resolve("old.txt"), "old");
    try (DemoFolder fresh = DemoFolder.create(earlier)) {
      Files.writeString(fresh.partial().resolve("report.html"), "new");
      assertThat(fresh.commit()).hasContent("new");
    }
    assertThat(earlier.resolve("old.txt")).doesNotExist();

    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> DemoFolder.create(other))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining("--out");
    assertThat(other.resolve("thesis.txt")).hasContent("mine");
  }

  @Test
  void leavesNothingWhenStopped() {
    Path out = folder.resolve("stopped");
    Demo[] demo = new Demo[1];
    demo[0] =
        new Demo(
            new DemoPlan(out, TINY, 0),
            new DemoListener() {
              @Override
              public void began(Stage stage) {
                if (stage == Stage.REVERSE_SDE) {
                  demo[0].stop();
                }
              }
            });

    assertThatThrownBy(demo[0]::run)
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("stopped");
    assertThat(folder).isEmptyDirectory();
  }
}
