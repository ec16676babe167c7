package dev.driftwood.trainer.data;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a named data set lies in its folder. */
interface FileFormat {
  /** The files it is made of, for messages. */
  List<String> files();

  /** Whether a folder holds any of them. */
  boolean isIn(Path folder);

  /** Reads them. */
  Dataset read(Path folder);

  /** The file of this name in a folder, or of this name with {@code .gz}. */
  static Optional<Path> find(Path folder, String name) {
    Path plain = folder.resolve(name);
    Path packed = folder.resolve(name + ".gz");
    if (Files.isRegularFile(plain)) {
      return Optional.of(plain);
    }
    return Files.isRegularFile(packed) ? Optional.of(packed) : Optional.empty();
  }

  /** The same where it must be there. */
  static Path require(Path folder, String name) {
    return find(folder, name)
        .orElseThrow(
            () ->
                new DriftwoodException(
                    folder
                        + ": no file "
                        + name
                        + " or "
                        + name
                        + ".gz (expected beside the others)"));
  }
}
