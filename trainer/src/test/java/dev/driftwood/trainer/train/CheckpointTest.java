package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir private Path folder;

  @Test
  void readsBackWhatWasWritten() {
    Path file = folder.resolve("a.ckpt");
    checkpoint(7).write(file);

    Checkpoint read = Checkpoint.read(file);

    assertThat(read).usingRecursiveComparison().isEqualTo(checkpoint(7));
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path file = folder.resolve("a.ckpt");
    checkpoint(7).write(file);
    byte[] bytes = Files.readAllBytes(file);
    // The sign bit makes negative lengths, the other one large ones.
    for (int i = 0; i < 2 * bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i / 2] ^= (byte) (i % 2 == 0 ? 0x10 : 0x80);
      Files.write(file, damaged);
      assertThatThrownBy(() -> Checkpoint.read(file))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void refusesTruncatedFiles() throws IOException {
    Path file = folder.resolve("a.ckpt");
    checkpoint(7).write(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Checkpoint.read(file))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("truncated");
    }
  }

  /** Written out by hand, as the first versions did. */
  @Test
  void readsTheFirstFormat() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CRC32 crc = new CRC32();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, crc));
    out.writeInt(0x44574350);
    out.writeInt(1);
    out.writeLong(70);
    out.writeDouble(2.5);
    out.writeInt(1);
    out.writeUTF("a");
    out.writeInt(2);
    // Weight, average, first and second moments.
    for (float value : new float[] {1, 2, 3, 4, 5, 6, 7, 8}) {
      out.writeFloat(value);
    }
    out.writeLong(crc.getValue());
    Path file = folder.resolve("a.ckpt");
    Files.write(file, bytes.toByteArray());

    Checkpoint read = Checkpoint.read(file);

    assertThat(read.step()).isEqualTo(70);
    assertThat(read.position().elapsedSeconds()).isEqualTo(2.5);
    assertThat(read.position().seed()).isEmpty();
    assertThat(read.position().threads()).isZero();
    assertThat(read.slots())
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                new SlotValues(
                    "a",
                    new float[] {1, 2},
                    new float[] {5, 6},
                    new float[] {7, 8},
                    List.of(new float[] {3, 4}))));
  }

  @Test
  void refusesALaterFormat() throws IOException {
    Path file = folder.resolve("a.ckpt");
    checkpoint(7).write(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = 3;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("checkpoint of format 3 (expected: at most 2");
  }

  @Test
  void passesDamagedOnesOver() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"), 3);
    for (long step = 1; step <= 3; step++) {
      Files.write(checkpoints.write(checkpoint(step)), new byte[] {1, 2, 3});
    }
    assertThatThrownBy(() -> checkpoints.latest(message -> {}))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("00000001.ckpt");
    checkpoints.write(checkpoint(2));
    List<String> warnings = new ArrayList<>();

    assertThat(checkpoints.latest(warnings::add).orElseThrow().step()).isEqualTo(2);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("00000003.ckpt", "going on from", "00000002.ckpt");
  }

  @Test
  void keepsTheLastThree() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"), 3);
    assertThat(checkpoints.latest(message -> {})).isEmpty();
    for (long step : new long[] {5, 100, 20, 1000, 30}) {
      checkpoints.write(checkpoint(step));
    }
    assertThat(checkpoints.latest(message -> {}).orElseThrow().step()).isEqualTo(1000);
    assertThat(checkpoints.files()).hasSize(3);
  }

  private static Checkpoint checkpoint(long step) {
    SlotValues first =
        new SlotValues(
            "a",
            new float[] {1, 2},
            new float[] {3, 4},
            new float[] {5, 6},
            List.of(new float[] {7, 8}, new float[] {9, 10}));
    SlotValues second =
        new SlotValues(
            "b.c",
            new float[1],
            new float[1],
            new float[1],
            List.of(new float[] {1e-30f}, new float[1]));
    return new Checkpoint(
        new RunPosition(
            step, 1.5, OptionalLong.of(9), 2, new Tally(5, 0.5, 3, 4, 0.1), new Best(2.5, 5)),
        List.of(first, second));
  }
}
