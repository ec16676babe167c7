package dev.driftwood.runtime.release;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.file.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code checksum.sha256} beside a model, as {@code sha256sum -c} reads it.
 *
 * @param file that says it
 */
record Checksum(Path file) {
  static final String NAME = "checksum.sha256";
  private static final int DIGITS = 64;

  void write(String digest, String model) {
    AtomicFile.write(file, (digest + "  " + model + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The digest that it says, in hexadecimal. */
  String digest() {
    try {
      String text = Files.readString(file);
      if (!text.matches("(?s)[0-9a-f]{" + DIGITS + "} .*")) {
        throw new DriftwoodException(file + ": no SHA-256 (expected: 64 digits and a file's name)");
      }
      return text.substring(0, DIGITS);
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }
}
