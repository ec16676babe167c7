package dev.driftwood.cli.model;

import dev.driftwood.runtime.artefact.ArtefactPath;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of models, {@code NAME/VERSION/model.onnx} or {@code NAME.onnx}.
 *
 * @param folder that holds them
 */
record ModelFolder(Path folder) {
  private static final String ENDING = ".onnx";

  /** The file of each model by its name, of several versions the highest. */
  SortedMap<String, Path> files() {
    if (!Files.isDirectory(folder)) {
      throw new DriftwoodException(
          folder + ": no such folder (expected: NAME.onnx or NAME/VERSION/model.onnx in it)");
    }
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> children = Files.list(folder)) {
      children.forEach(child -> add(child, files));
    } catch (IOException e) {
      throw FileFailure.unreadable(folder, e);
    }
    return files;
  }

  private static void add(Path child, SortedMap<String, Path> files) {
    String name = child.getFileName().toString();
    if (Files.isDirectory(child) && !name.startsWith(".")) {
      files.put(name, ArtefactPath.resolve(child));
    } else if (name.endsWith(ENDING)) {
      files.put(name.substring(0, name.length() - ENDING.length()), child);
    }
  }

  /** The file of one model. */
  Path file(String name) {
    SortedMap<String, Path> files = files();
    Path file = files.get(name);
    if (file == null) {
      throw new DriftwoodException(
          folder + ": " + NearestName.unknown("model", name, files.keySet()));
    }
    return file;
  }
}
