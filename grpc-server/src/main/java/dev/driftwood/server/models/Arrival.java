package dev.driftwood.server.models;

import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import dev.driftwood.runtime.file.Sha256;
import dev.driftwood.runtime.release.Checksum;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How far a new file is, as far as can be told without reading what it means. One whose checksum is
 * beside it is whole when it has that; any other when it looked the same at two looks.
 *
 * @param whole whether it can be loaded
 * @param problem why not; empty where it can
 */
record Arrival(boolean whole, String problem) {
  private static final Arrival WHOLE = new Arrival(true, "");

  /**
   * Looks at a file.
   *
   * @param still whether nothing of it has changed since the last look
   * @throws DriftwoodException where it is still and has another checksum than it should
   */
  static Arrival of(ArtefactFile file, boolean still) {
    try {
      Optional<String> wanted = wanted(file);
      if (wanted.isEmpty()) {
        return still ? WHOLE : partial(file, "its size or time has changed");
      }
      String digest = digest(file);
      if (digest.equals(wanted.get())) {
        return WHOLE;
      }
      throw new DriftwoodException(
          "%s: has the SHA-256 %s (expected: %s, as its checksum says)"
              .formatted(file.path(), digest, wanted.get()));
    } catch (DriftwoodException e) {
      if (still) {
        throw e;
      }
      return partial(file, "it has not yet the SHA-256 that its checksum says");
    }
  }

  private static Arrival partial(ArtefactFile file, String why) {
    return new Arrival(false, "%s: may still be written: %s".formatted(file.path(), why));
  }

  private static Optional<String> wanted(ArtefactFile file) {
    return Checksum.beside(file.path()).of(file.path().getFileName().toString());
  }

  private static String digest(ArtefactFile file) {
    try {
      return HexFormat.of().formatHex(Sha256.of(file.path()));
    } catch (IOException e) {
      throw FileFailure.unreadable(file.path(), e);
    }
  }
}
