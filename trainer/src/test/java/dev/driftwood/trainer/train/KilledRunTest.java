package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again ends as one that is not, bit for bit. */
@Tag("one-jdk")
class KilledRunTest {
  private static final int KILLS = 10;
  private static final int KILLED = 128 + 9;

  /** Less than a checkpoint by more than a pipe holds, so that its writer waits. */
  private static final int MOST_BYTES = 60_000;

  private static final int NUMBERS = 4;

  @TempDir private Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(300)
  void endsWithTheSameWeights() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    finish(whole);
    Path killed = folder.resolve("killed");
    Random random = new Random(7);
    for (int kill = 0; kill < KILLS; kill++) {
      if (kill % 2 == 0) {
        killAfterSteps(killed, 1 + random.nextInt(9));
      } else {
        killInWrite(killed, 1 + random.nextInt(MOST_BYTES));
      }
    }
    finish(killed);

    assertThat(killed.resolve(ResumedRun.WEIGHTS))
        .hasSameBinaryContentAs(whole.resolve(ResumedRun.WEIGHTS));
    assertThat(numbers(killed)).hasSize(1 + ResumedRun.ITERATIONS).isEqualTo(numbers(whole));
  }

  private static void finish(Path run) throws IOException, InterruptedException {
    Process process = start(run);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Somewhere in or after the step that ends the count. */
  private static void killAfterSteps(Path run, int steps) throws IOException, InterruptedException {
    Process process = start(run);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int step = 0; step < steps; step++) {
        assertThat(said.readLine()).isNotNull();
      }
    }
    kill(process);
  }

  /**
   * After so many bytes of the next checkpoint. A pipe in the place of its file holds the writer up
   * there; what came through is then put there, as a disk would have it.
   */
  private static void killInWrite(Path run, int bytes) throws IOException, InterruptedException {
    Path checkpoints = Files.createDirectories(run.resolve("checkpoints"));
    long next = newest(checkpoints) + ResumedRun.CHECKPOINT_INTERVAL;
    Path partial = checkpoints.resolve("%08d.ckpt.partial".formatted(next));
    Files.deleteIfExists(partial);
    assertThat(new ProcessBuilder("mkfifo", partial.toString()).start().waitFor()).isZero();
    Process process = start(run);
    byte[] written;
    try (InputStream pipe = Files.newInputStream(partial)) {
      written = pipe.readNBytes(bytes);
      kill(process);
    }
    assertThat(written).hasSize(bytes);
    Files.delete(partial);
    Files.write(partial, written);
    assertThat(newest(checkpoints)).isEqualTo(next - ResumedRun.CHECKPOINT_INTERVAL);
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(KILLED);
  }

  private static long newest(Path checkpoints) {
    return new Checkpoints(checkpoints, 1)
        .newest()
        .map(file -> Long.parseLong(file.getFileName().toString().replaceAll("\\D", "")))
        .orElse(0L);
  }

  private static Process start(Path run) throws IOException {
    // Surefire hands the path over in a property.
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx256m",
            "-cp",
            path,
            ResumedRun.class.getName(),
            run.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The columns that don't tell the time. */
  private static List<String> numbers(Path run) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(run.resolve("metrics.csv"))) {
      rows.add(String.join(",", List.of(row.split(",", -1)).subList(0, NUMBERS)));
    }
    return rows;
  }
}
