package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.report.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A demonstration's folder, which appears under its name only when all is in it.
 *
 * <p>Until {@link #commit} files go to the sibling {@code NAME.partial}; closing without a commit
 * removes it, and an earlier demonstration stays. A folder that holds anything else is refused.
 */
final class DemoFolder implements AutoCloseable {
  static final String REPORT = "report.html";
  static final String GENERATOR = "driftwood demo";

  private final Path target;
  private final Path partial;

  private DemoFolder(Path target, Path partial) {
    this.target = target;
    this.partial = partial;
  }

  /**
   * Starts a folder.
   *
   * @throws DriftwoodException if the target is neither new, nor empty, nor an earlier
   *     demonstration, or can't be written
   */
  static DemoFolder create(Path out) {
    Path target = out.toAbsolutePath().normalize();
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      requireReplaceable(target);
      delete(partial);
      Files.createDirectories(partial);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
    return new DemoFolder(target, partial);
  }

  /** Where files go until the commit. */
  Path partial() {
    return partial;
  }

  /** Gives the folder its name; the path of the report in it. */
  Path commit() {
    Path old = target.resolveSibling(target.getFileName() + ".old");
    try {
      requireReplaceable(target);
      delete(old);
      if (Files.exists(target)) {
        Files.move(target, old);
      }
      Files.move(partial, target);
      delete(old);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
    return target.resolve(REPORT);
  }

  @Override
  public void close() {
    try {
      delete(partial);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static void requireReplaceable(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    boolean fits = Files.isDirectory(target) && (isEmpty(target) || isDemo(target));
    if (!fits) {
      throw new DriftwoodException(
          target
              + ": holds something else (expected: a new or empty folder, or that of an earlier"
              + " demo; choose another --out)");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static boolean isDemo(Path folder) throws IOException {
    Path report = folder.resolve(REPORT);
    return Files.isRegularFile(report) && Files.readString(report).contains(Page.mark(GENERATOR));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static DriftwoodException unwritable(Path target, IOException cause) {
    return new DriftwoodException(
        target + ": can't be written (expected: a writable place with room; choose another --out)",
        cause);
  }
}
