package dev.driftwood.server.models;

import dev.driftwood.runtime.artefact.ArtefactFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files of an artefact look like from outside: whoever writes into one, or puts another in
 * its place, changes it.
 *
 * @param files size, time of the last change and identity of each
 */
record FileStamp(Map<Path, String> files) {
  /** What may stand beside {@code NAME.onnx}: its description, and its weights. */
  private static final List<String> BESIDE =
      List.of(".onnx", ".driftwood.json", ".onnx.data", ".onnx_data", ".data");

  private static final String CARD = "card.md";

  FileStamp {
    files = Map.copyOf(files);
  }

  /**
   * The stamp of an artefact now.
   *
   * @throws IOException where its file is gone or can't be read
   */
  static FileStamp of(ArtefactFile artefact) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    files.put(artefact.path(), stamp(artefact.path()));
    for (Path file : artefact.version().isPresent() ? folder(artefact) : beside(artefact)) {
      if (Files.isRegularFile(file)) {
        files.put(file, stamp(file));
      }
    }
    return new FileStamp(files);
  }

  private static List<Path> beside(ArtefactFile artefact) {
    return BESIDE.stream()
        .map(end -> artefact.path().resolveSibling(artefact.name() + end))
        .toList();
  }

  /** All files of a version's folder, as its weights may have any name. */
  private static List<Path> folder(ArtefactFile artefact) throws IOException {
    try (Stream<Path> files = Files.list(artefact.path().resolveSibling("."))) {
      return files
          .map(Path::normalize)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().equals(CARD))
          .toList();
    }
  }

  private static String stamp(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.size() + " " + now.lastModifiedTime() + " " + now.fileKey();
  }
}
