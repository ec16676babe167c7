package dev.driftwood.runtime.artefact;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An artefact in a folder of models: {@code NAME/VERSION/model.onnx} or {@code NAME.onnx}.
 *
 * @param name its folder's, or its own without the extension
 * @param version its folder's; absent where the file alone says it
 * @param path the file
 */
public record ArtefactFile(String name, OptionalInt version, Path path) {
  private static final String EXTENSION = ".onnx";

  /** What the file of a version is called. */
  public static final String FILE = "model.onnx";

  private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,8}");

  /**
   * All artefacts of a folder, in the order of their paths.
   *
   * @throws DriftwoodException where there is no such folder
   */
  public static List<ArtefactFile> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DriftwoodException(
          folder + ": no such folder (expected: one with NAME/VERSION/model.onnx or NAME.onnx)");
    }
    List<ArtefactFile> files = new ArrayList<>();
    for (Path child : children(folder)) {
      String name = child.getFileName().toString();
      if (Files.isDirectory(child)) {
        files.addAll(versions(name, child));
      } else if (name.endsWith(EXTENSION) && name.length() > EXTENSION.length()) {
        String stem = name.substring(0, name.length() - EXTENSION.length());
        files.add(new ArtefactFile(stem, OptionalInt.empty(), child));
      }
    }
    return files;
  }

  /**
   * The file that a path means: {@code FILE.onnx}, {@code DIR/model.onnx} or the highest {@code
   * DIR/VERSION/model.onnx}.
   *
   * @throws DriftwoodException where there is none
   */
  public static Path resolve(Path path) {
    return ArtefactPath.resolve(path);
  }

  /** The versions of one model, in the order of their paths. */
  static List<ArtefactFile> versions(String name, Path folder) {
    List<ArtefactFile> files = new ArrayList<>();
    for (Path child : children(folder)) {
      String version = child.getFileName().toString();
      Path file = child.resolve(FILE);
      if (VERSION.matcher(version).matches() && Files.isRegularFile(file)) {
        files.add(new ArtefactFile(name, OptionalInt.of(Integer.parseInt(version)), file));
      }
    }
    return files;
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DriftwoodException(folder + ": can't be read: " + e.getMessage(), e);
    }
  }
}
