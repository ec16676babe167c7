package dev.driftwood.cli.model;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders that a model's file goes into. */
final class Folders {
  private Folders() {}

  /** Makes the folders above a file that are not there yet. */
  static void createAbove(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DriftwoodException(
          folder + ": can't be created (expected: a place for " + file.getFileName() + ")", e);
    }
  }
}
