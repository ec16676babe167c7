package dev.driftwood.trainer;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The revision of the clone that the code runs from: what git's files say of the first folder with
 * a {@code .git} above it. Changes that are not committed don't show.
 */
final class GitRevision {
  private GitRevision() {}

  /** The revision, where the code runs from a clone. */
  static Optional<String> ofThisCode() {
    CodeSource source = GitRevision.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? Optional.empty()
          : above(Path.of(source.getLocation().toURI()).toAbsolutePath());
    } catch (URISyntaxException | IOException | RuntimeException e) {
      // Provenance is worth a word less, but no failure.
      return Optional.empty();
    }
  }

  /** The revision of the clone that a file is in. */
  static Optional<String> above(Path file) throws IOException {
    for (Path folder = file; folder != null; folder = folder.getParent()) {
      Path git = folder.resolve(".git");
      if (Files.exists(git)) {
        return revision(Files.isDirectory(git) ? git : linked(folder, git));
      }
    }
    return Optional.empty();
  }

  /** Where the files of a work tree are: {@code gitdir: PATH}. */
  private static Path linked(Path folder, Path git) throws IOException {
    return folder.resolve(Files.readString(git).strip().replaceFirst("^gitdir: *", ""));
  }

  private static Optional<String> revision(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref: ")) {
      return Optional.of(head);
    }
    String ref = head.substring("ref: ".length());
    Path common = git.resolve("commondir");
    Path shared =
        Files.exists(common) ? git.resolve(Files.readString(common).strip()).normalize() : git;
    for (Path place : List.of(git, shared)) {
      if (Files.exists(place.resolve(ref))) {
        return Optional.of(Files.readString(place.resolve(ref)).strip());
      }
    }
    return packed(shared.resolve("packed-refs"), ref);
  }

  private static Optional<String> packed(Path file, String ref) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.endsWith(" " + ref))
          .map(line -> line.split(" ")[0])
          .findFirst();
    }
  }
}
