package dev.driftwood.cli.model;

import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder of models, {@code NAME/VERSION/model.onnx} or {@code NAME.onnx}.
 *
 * @param folder that holds them
 */
record ModelFolder(Path folder) {
  /** The folder that is taken where none is named. */
  static final String DEFAULT = "models";

  /** The file of each model by its name, of several versions the highest. */
  SortedMap<String, Path> files() {
    SortedMap<String, ArtefactFile> highest = new TreeMap<>();
    for (ArtefactFile file : ArtefactFile.in(folder)) {
      highest.merge(file.name(), file, ModelFolder::higher);
    }
    SortedMap<String, Path> files = new TreeMap<>();
    highest.forEach((name, file) -> files.put(name, file.path()));
    return files;
  }

  private static ArtefactFile higher(ArtefactFile a, ArtefactFile b) {
    return a.version().orElse(0) >= b.version().orElse(0) ? a : b;
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
