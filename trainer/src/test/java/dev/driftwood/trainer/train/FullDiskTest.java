package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.net.PointMlp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be written ends the run with a line, and takes nothing away. */
class FullDiskTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  @Test
  void keepsTheCheckpointsThatThereAre() throws IOException {
    assumeTrue(Files.exists(FULL), "a device without room");
    Path checkpoints = Files.createDirectories(folder.resolve("run/checkpoints"));
    Files.createSymbolicLink(checkpoints.resolve("00000006.ckpt.partial"), FULL);

    assertThatThrownBy(() -> trainer("run", 9).run(false))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("00000006.ckpt", "No space left on device");

    assertThat(new Checkpoints(checkpoints, 3).files())
        .containsExactly(checkpoints.resolve("00000003.ckpt"));
    // There is room again.
    assertThat(trainer("run", 9).run(true).get(0).values())
        .usingRecursiveComparison()
        .isEqualTo(trainer("whole", 9).run(false).get(0).values());
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> trainer("file/run", 3).run(false))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("file/run", "expected: a writable place");

    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/checkpoints"), "not a folder");
    assertThatThrownBy(() -> trainer("other", 3).run(false))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("other/checkpoints", "expected: a readable, writable folder");
  }

  private Trainer trainer(String name, int iterations) {
    TrainingPlan plan =
        TrainingPlan.builder()
            .dataset("gaussian")
            .iterations(iterations)
            .batch(4)
            .threads(1)
            .intervals(new Intervals(3, 3, 1000, 1000))
            .out(folder.resolve(name))
            .build();
    return new Trainer(
        plan, new PointMlp(1, 16, 1, 32), new GaussianExamples(50), progress -> {}, List.of());
  }
}
