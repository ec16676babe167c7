package dev.driftwood.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSourceTest {
  @TempDir Path folder;

  @Test
  void decompressesByContentNotByName() throws IOException {
    Path plain = Files.write(folder.resolve("a.gz"), new byte[] {1, 2, 3});
    Path packed = Files.write(folder.resolve("b.bin"), gzip(new byte[] {4, 5}));
    assertThat(ByteSource.head(plain, 8)).containsExactly(1, 2, 3);
    assertThat(ByteSource.head(packed, 8)).containsExactly(4, 5);
  }

  @Test
  void readsAnEmptyFile() throws IOException {
    assertThat(ByteSource.head(Files.createFile(folder.resolve("empty")), 8)).isEmpty();
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> ByteSource.open(folder.resolve("none.gz")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("none.gz: cannot be read: no such file");
  }

  @Test
  void reportsATruncatedGzip() throws IOException {
    byte[] whole = gzip(new byte[10_000]);
    Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 12));
    try (ByteSource source = ByteSource.open(file)) {
      assertThatThrownBy(() -> source.require(10_000, "data"))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("cut.gz")
          .hasMessageContaining("truncated");
    }
  }

  @Test
  void reportsTheEndWithinARecord() throws IOException {
    Path file = Files.write(folder.resolve("short.bin"), new byte[5]);
    try (ByteSource source = ByteSource.open(file)) {
      assertThatThrownBy(() -> source.require(8, "item 0"))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("short.bin: truncated: ends at byte 5 within item 0")
          .hasMessageContaining("3 more bytes");
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
