package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.wire.ExternalData;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A model on disk, of our own or trained elsewhere. A network that was trained elsewhere is
 * described by its metadata or by a side file {@code NAME.driftwood.json}, and is converted as it
 * is read.
 */
public final class ModelFile {
  private static final String SIDE_FILE = ".driftwood.json";
  private static final String EXTENSION = ".onnx";

  /** Two gigabytes less what Java keeps of an array. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private ModelFile() {}

  /**
   * Reads a model.
   *
   * @param path an {@code .onnx} file, a folder with {@code model.onnx}, or a folder of numbered
   *     versions, whose highest is taken
   * @throws DriftwoodException saying what the file has and what was expected
   */
  public static Artefact read(Path path) {
    return open(path).artefact();
  }

  /** Reads a model together with what was found where it was converted. */
  public static Adoption open(Path path) {
    Path file = ArtefactFile.resolve(path);
    byte[] bytes = bytes(file);
    return named(
        file,
        () -> {
          OnnxModel model = OnnxReader.read(bytes, ExternalData.beside(file));
          Optional<ModelDescription> description = description(file, model, Optional.empty());
          return description.filter(found -> !isOurs(found)).isPresent()
              ? Adoption.of(model.graph(), description.get())
              : new Adoption(Artefact.of(model, Artefact.digest(bytes)), List.of());
        });
  }

  /**
   * Adopts a network.
   *
   * @param file the network
   * @param side the file that describes it; without one, its metadata or {@code
   *     NAME.driftwood.json} beside it
   * @throws DriftwoodException beginning with the file at fault
   */
  public static Adoption adopt(Path file, Optional<Path> side) {
    byte[] bytes = bytes(file);
    return named(
        file,
        () -> {
          OnnxModel model = OnnxReader.read(bytes, ExternalData.beside(file));
          if (side.isEmpty() && model.metadata().containsKey(Adoption.METADATA_KEY)) {
            throw new DriftwoodException(
                "it is a model already (expected: a network; use the file with --model as it is)");
          }
          return Adoption.of(model.graph(), required(file, description(file, model, side)));
        });
  }

  private static ModelDescription required(Path file, Optional<ModelDescription> description) {
    return description.orElseThrow(
        () ->
            new DriftwoodException(
                "not described (expected: %s beside it, or a file given with --spec)"
                    .formatted(sideFile(file).getFileName())));
  }

  /** What is found at fault, with the file's name before it. */
  private static <T> T named(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DriftwoodException e) {
      throw new DriftwoodException(file + ": " + e.getMessage(), e);
    }
  }

  private static boolean isOurs(ModelDescription description) {
    return description.output() == OutputKind.DRIFT && description.adopted().isEmpty();
  }

  /** The bytes of a model's file. */
  private static byte[] bytes(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes > LARGEST) {
        throw new DriftwoodException(
            "%s: has %d bytes (expected: at most %d, as protocol buffers can't be larger)"
                .formatted(file, bytes, LARGEST));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }

  private static Optional<ModelDescription> description(
      Path file, OnnxModel model, Optional<Path> side) {
    String json = model.metadata().get(ModelDescription.METADATA_KEY);
    if (side.isEmpty() && json != null) {
      return Optional.of(ModelDescription.parse(json, "metadata"));
    }
    Path beside = side.orElse(sideFile(file));
    return side.isPresent() || Files.isRegularFile(beside)
        ? Optional.of(described(beside))
        : Optional.empty();
  }

  private static ModelDescription described(Path side) {
    try {
      return ModelDescription.parse(Files.readString(side), side.toString());
    } catch (IOException e) {
      throw new DriftwoodException(
          side + ": can't be read (expected: the description of a network)", e);
    }
  }

  private static Path sideFile(Path file) {
    String name = file.getFileName().toString();
    String stem =
        name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    return file.resolveSibling(stem + SIDE_FILE);
  }
}
