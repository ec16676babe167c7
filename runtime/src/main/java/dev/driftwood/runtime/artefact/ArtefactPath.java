package dev.driftwood.runtime.artefact;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the file of an artefact: {@code FILE.onnx}, {@code DIR/model.onnx} or {@code
 * DIR/VERSION/model.onnx}.
 */
public final class ArtefactPath {
  private static final String FILE = "model.onnx";
  private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,8}");

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
    Path direct = path.resolve(FILE);
    return Files.isRegularFile(direct) ? direct : highestVersion(path);
  }

  private static Path highestVersion(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      Optional<Path> highest =
          children
              .filter(child -> VERSION.matcher(child.getFileName().toString()).matches())
              .filter(child -> Files.isRegularFile(child.resolve(FILE)))
              .max(Comparator.comparingInt(c -> Integer.parseInt(c.getFileName().toString())));
      return highest
          .map(version -> version.resolve(FILE))
          .orElseThrow(
              () ->
                  new DriftwoodException(
                      "%s: no artefact in this folder (expected: %s or VERSION/%s)"
                          .formatted(folder, FILE, FILE)));
    } catch (IOException e) {
      throw new DriftwoodException(folder + ": can't be read: " + e.getMessage(), e);
    }
  }
}
