package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, which a signal ends in the midst of its network calls. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can't be sent a signal there")
class StopSignalTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  void endsTheWorkAndLeavesNoFile() throws IOException, InterruptedException {
    Path model = TinyModels.points(folder);
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "sample",
                "--model",
                model.toString(),
                "--count",
                "1000000",
                "--steps",
                "1000",
                "--out",
                out.resolve("x.npy").toString())
            .redirectError(errors.toFile())
            .start();
    try {
      awaitFileIn(out);
      process.destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(TERMINATED);
      assertThat(Files.readString(errors)).contains("driftwood: stopped before the end");
      assertThat(out).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Until the work has begun, which its partial file tells; at most a minute. */
  private static void awaitFileIn(Path out) throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      try (Stream<Path> files = Files.list(out)) {
        if (files.findAny().isPresent()) {
          return;
        }
      }
      Thread.sleep(100);
    }
  }
}
