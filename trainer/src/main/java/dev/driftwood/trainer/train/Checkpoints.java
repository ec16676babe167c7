package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of a run, of which the last {@value #KEPT} are kept.
 *
 * @param folder where they lie
 */
record Checkpoints(Path folder) {
  private static final int KEPT = 3;
  private static final String SUFFIX = ".ckpt";

  /** Writes a checkpoint and removes the oldest ones. */
  Path write(Checkpoint checkpoint) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("%08d%s".formatted(checkpoint.step(), SUFFIX));
      checkpoint.write(file);
      List<Path> all = files();
      for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
        Files.delete(old);
      }
      return file;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The checkpoint with the most steps. */
  Optional<Checkpoint> latest() {
    try {
      List<Path> all = files();
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(Checkpoint.read(all.get(all.size() - 1)));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Whether there is none. */
  boolean isEmpty() {
    try {
      return files().isEmpty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Removes all. */
  void clear() {
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** By number of steps. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private DriftwoodException unusable(IOException e) {
    return new DriftwoodException(
        "can't use the checkpoint folder " + folder + " (expected: a readable, writable folder)",
        e);
  }
}
