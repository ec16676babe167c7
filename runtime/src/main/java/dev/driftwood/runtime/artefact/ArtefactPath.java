package dev.driftwood.runtime.artefact;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Finds the file of an artefact: {@code FILE.onnx}, {@code DIR/model.onnx} or {@code
 * DIR/VERSION/model.onnx}.
 */
final class ArtefactPath {
  private ArtefactPath() {}

  /**
   * The file that a path means.
   *
   * @throws DriftwoodException where there is none
   */
  public static Path resolve(Path path) {
    if (Files.isRegularFile(path)) {
      return path;
    }
    if (!Files.isDirectory(path)) {
      throw new DriftwoodException(
          path + ": no such file (expected: an .onnx artefact, or a folder that holds one)");
    }
    Path direct = path.resolve(ArtefactFile.FILE);
    return Files.isRegularFile(direct) ? direct : highestVersion(path);
  }

  private static Path highestVersion(Path folder) {
    return ArtefactFile.versions(folder.toString(), folder).stream()
        .max(Comparator.comparingInt(file -> file.version().orElseThrow()))
        .map(ArtefactFile::path)
        .orElseThrow(
            () ->
                new DriftwoodException(
                    "%s: no artefact in this folder (expected: %s or VERSION/%s)"
                        .formatted(folder, ArtefactFile.FILE, ArtefactFile.FILE)));
  }
}
