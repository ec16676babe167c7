package dev.driftwood.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void appearsOnlyWhenCommitted() throws IOException {
    Path target = folder.resolve("out.bin");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.stream().write(new byte[] {1, 2, 3});
      assertThat(target).doesNotExist();
      file.commit();
    }
    assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void isThereWhenItIsOnTheDisk() throws IOException {
    Path target = Files.writeString(folder.resolve("out.bin"), "old");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.stream().write(new byte[] {1, 2, 3});
      assertThat(target).hasContent("old");
      file.commitDurably();
    }
    assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void leavesTheOlderFileWithoutACommit() throws IOException {
    Path target = Files.writeString(folder.resolve("out.txt"), "old");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.stream().write(7);
    }
    assertThat(target).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void leavesNothingWhereTheCommitFails() throws IOException {
    Path target = folder.resolve("out.bin");
    assertThatThrownBy(
            () -> {
              try (AtomicFile file = AtomicFile.create(target)) {
                file.stream().write(7);
                Files.createDirectories(target.resolve("in the way"));
                file.commit();
              }
            })
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("out.bin: cannot be written");
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void replacesAnOlderFile() throws IOException {
    Path target = Files.writeString(folder.resolve("out.txt"), "old");
    AtomicFile.write(target, "new".getBytes());
    assertThat(target).hasContent("new");
  }

  @Test
  void namesAMissingFolder() {
    assertThatThrownBy(() -> AtomicFile.create(folder.resolve("none/out.bin")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("out.bin: cannot be written: no folder")
        .hasMessageContaining("none");
  }

  @Test
  void refusesAFolderAsTarget() {
    assertThatThrownBy(() -> AtomicFile.create(folder))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("is a folder");
  }
}
