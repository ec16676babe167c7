package dev.driftwood.runtime.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
  private static final String ONE = "0123456789abcdef".repeat(4);
  private static final String OTHER = "fedcba9876543210".repeat(4);

  @TempDir Path folder;

  @Test
  void saysWhatEachOfItsFilesHas() throws IOException {
    write(ONE + "  model.onnx\n" + OTHER + " *plain.onnx\n");
    Checksum checksum = Checksum.beside(folder.resolve("model.onnx"));

    assertThat(checksum.of("model.onnx")).contains(ONE);
    assertThat(checksum.of("plain.onnx")).contains(OTHER);
    assertThat(checksum.of("other.onnx")).isEmpty();
  }

  @Test
  void saysNothingWhereThereIsNone() {
    assertThat(Checksum.beside(folder.resolve("model.onnx")).of("model.onnx")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123  model.onnx", "half a line"})
  void refusesWhatIsHalfWritten(String text) throws IOException {
    write(text);

    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> Checksum.beside(folder.resolve("model.onnx")).of("model.onnx"))
        .withMessageContaining("no SHA-256");
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve(Checksum.NAME), text);
  }
}
