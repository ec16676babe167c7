package dev.driftwood.runtime.release;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.ort.OrtSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A version of a model in a folder of models.
 *
 * @param folder {@code NAME/VERSION}
 */
public record Release(Path folder) {
  private static final String CARD = "card.md";

  /**
   * Adds a model under the name and version of its description. The folder appears when all of it
   * is written.
   *
   * @param models the folder of models, which is made where there is none
   * @param notes paragraphs for the card, in Markdown; perhaps empty
   * @throws DriftwoodException where there is that version already, or the folder can't be written
   */
  public static Release add(Path models, Artefact artefact, String notes) {
    ModelDescription description = artefact.description();
    Path name = models.resolve(description.name());
    Path folder = name.resolve(Integer.toString(description.version()));
    if (Files.exists(folder)) {
      throw new DriftwoodException(
          folder + ": is there already (expected: another name, or a higher version)");
    }
    Path unfinished = name.resolve("." + description.version() + ".partial");
    try {
      delete(unfinished);
      Files.createDirectories(unfinished.resolve(Golden.FOLDER));
      new Release(unfinished).fill(artefact, notes);
      Files.move(unfinished, folder);
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder, e);
    } finally {
      deleteQuietly(unfinished);
    }
    return new Release(folder);
  }

  private void fill(Artefact artefact, String notes) {
    AtomicFile.write(model(), artefact.bytes());
    checksum().write(artefact.digest(), ArtefactFile.FILE);
    String card = new ModelCard(artefact, notes).text();
    AtomicFile.write(folder.resolve(CARD), card.getBytes(StandardCharsets.UTF_8));
    Golden.write(folder.resolve(Golden.FOLDER), artefact);
  }

  /** The model's file. */
  public Path model() {
    return folder.resolve(ArtefactFile.FILE);
  }

  private Checksum checksum() {
    return new Checksum(folder.resolve(Checksum.NAME));
  }

  /**
   * Checks that the file is the one that was added.
   *
   * @return whether there was a checksum to check it by
   * @throws DriftwoodException where it is another, or is damaged
   */
  public boolean requireSameBytes() {
    String digest = Artefact.read(model()).digest();
    if (!Files.exists(checksum().file())) {
      return false;
    }
    if (!checksum().digest().equals(digest)) {
      throw new DriftwoodException(
          "%s: has the SHA-256 %s (expected: %s, as %s says)"
              .formatted(model(), digest, checksum().digest(), Checksum.NAME));
    }
    return true;
  }

  /**
   * How far the network's answers here are from those that were written down with it: the relative
   * error of the worst row. Some 1e-6 between processors; nothing where none were written down.
   */
  public OptionalDouble goldenError(OrtSettings settings) {
    Path golden = folder.resolve(Golden.FOLDER);
    return Files.isDirectory(golden)
        ? OptionalDouble.of(Golden.error(golden, Artefact.read(model()), settings))
        : OptionalDouble.empty();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      // What is left has a name that no reader looks at; the failure on the way here is reported.
      folder.toFile().deleteOnExit();
    }
  }
}
