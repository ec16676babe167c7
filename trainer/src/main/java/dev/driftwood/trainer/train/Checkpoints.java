package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checkpoints of a run: the last ones, and the one that evaluations found best.
 *
 * @param folder where they lie
 * @param kept how many of the last ones are kept, at least 1
 */
record Checkpoints(Path folder, int kept) {
  private static final String SUFFIX = ".ckpt";
  private static final String BEST = "best.ckpt";

  /** Writes a checkpoint and removes the oldest ones. */
  Path write(Checkpoint checkpoint) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("%08d%s".formatted(checkpoint.step(), SUFFIX));
      checkpoint.write(file);
      List<Path> all = files();
      for (Path old : all.subList(0, Math.max(0, all.size() - kept))) {
        Files.delete(old);
      }
      return file;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Writes a checkpoint as the best so far. */
  void writeBest(Checkpoint checkpoint) {
    try {
      Files.createDirectories(folder);
      checkpoint.write(folder.resolve(BEST));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * The whole checkpoint with the most steps.
   *
   * @param damaged hears what is wrong with those that are passed over
   * @throws DriftwoodException if there are some and none of them is whole
   */
  Optional<Checkpoint> latest(Consumer<String> damaged) {
    try {
      List<Path> all = files();
      for (int i = all.size() - 1; i >= 0; i--) {
        try {
          return Optional.of(Checkpoint.read(all.get(i)));
        } catch (DriftwoodException e) {
          if (i == 0) {
            throw e;
          }
          damaged.accept(e.getMessage() + "; going on from " + all.get(i - 1));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The best checkpoint, where evaluations have found one. */
  Optional<Checkpoint> best() {
    Path file = folder.resolve(BEST);
    return Files.exists(file) ? Optional.of(Checkpoint.read(file)) : Optional.empty();
  }

  /** The file with the most steps. */
  Optional<Path> newest() {
    try {
      List<Path> all = files();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
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
      Files.deleteIfExists(folder.resolve(BEST));
      for (Path file : files()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** All but the best one, by number of steps. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Checkpoints::isNumbered).sorted().toList();
    }
  }

  private static boolean isNumbered(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) && !name.equals(BEST);
  }

  private DriftwoodException unusable(IOException e) {
    return new DriftwoodException(
        "can't use the checkpoint folder " + folder + " (expected: a readable, writable folder)",
        e);
  }
}
