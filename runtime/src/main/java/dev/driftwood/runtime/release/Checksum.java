package dev.driftwood.runtime.release;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.file.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code checksum.sha256} beside a model, as {@code sha256sum -c} reads it.
 *
 * @param file that says it
 */
public record Checksum(Path file) {
  static final String NAME = "checksum.sha256";
  private static final int DIGITS = 64;
  private static final Pattern LINE =
      Pattern.compile("(?<digest>[0-9a-f]{" + DIGITS + "}) [ *](?<file>.+)");

  /** The one beside a model's file, whether it is there or not. */
  public static Checksum beside(Path model) {
    return new Checksum(model.resolveSibling(NAME));
  }

  /**
   * The digest that it says of a file in its folder, in hexadecimal; nothing where there is no
   * checksum or it does not name the file.
   *
   * @throws DriftwoodException where it can't be read, or has a line that is none
   */
  public Optional<String> of(String name) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<Matcher> lines = Files.readAllLines(file).stream().map(LINE::matcher).toList();
      if (lines.isEmpty() || !lines.stream().allMatch(Matcher::matches)) {
        throw new DriftwoodException(file + ": no SHA-256 (expected: 64 digits and a file's name)");
      }
      return lines.stream()
          .filter(line -> line.group("file").equals(name))
          .map(line -> line.group("digest"))
          .findFirst();
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }

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
