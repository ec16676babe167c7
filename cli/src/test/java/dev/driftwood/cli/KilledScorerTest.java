package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, which SIGKILL ends wherever they are. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file can't be replaced there")
@Tag("one-jdk")
class KilledScorerTest {
  private static final int KILLS = 10;
  private static final int IMAGES = 4_000;

  @TempDir private Path folder;
  private Path model;
  private Path input;
  private int killed;

  @BeforeEach
  void exportModel() throws IOException {
    model = TinyModels.images(folder);
    input = Inputs.images(folder, IMAGES);
  }

  @Test
  void writesTheSameFileWhereverItIsKilled() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole.csv");
    long start = System.nanoTime();
    assertThat(scorer(whole).waitFor(120, TimeUnit.SECONDS)).isTrue();
    long nanos = System.nanoTime() - start;
    Path out = folder.resolve("scores.csv");
    Random random = new Random(7);

    while (killed < KILLS && !Files.exists(out)) {
      kill(out, (long) (random.nextDouble() * 0.9 * nanos));
    }
    // Runs that got to the end began anew above, so that ten were killed in any case.
    assertThat(scorer(out).waitFor(120, TimeUnit.SECONDS)).isTrue();

    assertThat(killed).isEqualTo(KILLS);
    assertThat(out).hasSameBinaryContentAs(whole);
    assertThat(Files.readAllLines(out)).hasSize(IMAGES + 1);
    assertThat(folder.resolve("scores.csv.partial")).doesNotExist();
    assertThat(folder.resolve("scores.csv.journal")).doesNotExist();
  }

  @Test
  void refusesToGoOnWithOtherWork() throws IOException, InterruptedException {
    Path out = folder.resolve("scores.csv");
    Path journal = folder.resolve("scores.csv.journal");
    Process process = scorer(out);
    while (process.isAlive() && (!Files.exists(journal) || Files.size(journal) == 0)) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    String before = Files.readString(journal);

    Typed typed =
        Typed.run(
            "likelihood",
            "--resume",
            "--model",
            model,
            "--input",
            input,
            "--method",
            "elbo",
            "--times",
            8,
            "--out",
            out);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains("is of other work", "--resume");
    assertThat(journal).hasContent(before);
    assertThat(out).doesNotExist();
  }

  private void kill(Path out, long nanos) throws IOException, InterruptedException {
    Process process = scorer(out);
    boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
    process.destroyForcibly().waitFor();
    if (!ended) {
      killed++;
    }
    if (killed < KILLS) {
      Files.deleteIfExists(out);
    }
  }

  private Process scorer(Path out) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "likelihood",
                "--resume"));
    words.addAll(List.of("--model", model.toString(), "--input", input.toString()));
    words.addAll(List.of("--method", "elbo", "--times", "4", "--out", out.toString()));
    return new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
