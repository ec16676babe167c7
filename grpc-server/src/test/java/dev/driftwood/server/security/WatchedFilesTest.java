package dev.driftwood.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WatchedFilesTest {
  private final WatchedFiles watched = new WatchedFiles(Duration.ofMillis(5));
  private final BlockingQueue<String> read = new LinkedBlockingQueue<>();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("file");
    write("old");
  }

  @AfterEach
  void close() {
    watched.close();
  }

  @Test
  void noticesWhatChangesWhileItIsReadFirst() throws Exception {
    watched.watch(List.of(file), this::readThenReplaced, first -> read.add(content()));

    assertThat(next()).isEqualTo("new");
  }

  private String readThenReplaced() {
    String first = content();
    write("new");
    return first;
  }

  @Test
  void readsAgainWhatCouldNotBeReadThoughTheFileStaysAsItIs() throws Exception {
    watched.watch(List.of(file), this::content, first -> failTwice());
    write("new");

    assertThat(next()).isEqualTo("failed");
    assertThat(next()).isEqualTo("failed");
    assertThat(next()).isEqualTo("new");
  }

  private int failures;

  private void failTwice() {
    if (failures++ < 2) {
      read.add("failed");
      // An error of the machine's ends no schedule either.
      throw failures == 1 ? new OutOfMemoryError("of the test") : new StackOverflowError();
    }
    read.add(content());
  }

  private String next() throws InterruptedException {
    return String.valueOf(read.poll(20, TimeUnit.SECONDS));
  }

  private String content() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
