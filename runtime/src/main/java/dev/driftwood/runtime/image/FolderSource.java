package dev.driftwood.runtime.image;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** PNG and JPEG files, each an item; only their names are held in memory. */
final class FolderSource implements ImageSource {
  private final Path root;
  private final List<Path> files;
  private final ItemFit fit;
  private final boolean single;
  private int next;

  /**
   * Yields {@code files}.
   *
   * @param root what ids are relative to
   * @param single whether the one file is the whole input: its id is then its index, and what is
   *     wrong with it is thrown
   */
  FolderSource(Path root, List<Path> files, InputOptions options, boolean single) {
    this.root = root;
    this.files = files;
    this.fit = new ItemFit(options);
    this.single = single;
  }

  /** Opens a folder with all below it, in the order of the relative paths. */
  static ImageSource open(Path folder, InputOptions options) {
    List<Path> files = pictures(folder);
    if (files.isEmpty()) {
      throw new DriftwoodException(
          folder + ": holds no picture (expected: .png, .jpg or .jpeg files in it or below)");
    }
    return new FolderSource(folder, files, options, false);
  }

  /** The pictures in and below a folder, told by their names, in the order of their ids. */
  static List<Path> pictures(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(FolderSource::isNamedPicture)
          .sorted(Comparator.comparing(file -> relative(folder, file)))
          .toList();
    } catch (IOException e) {
      throw FileFailure.unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw FileFailure.unreadable(folder, e.getCause());
    }
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(files.size());
  }

  @Override
  public boolean hasNext() {
    return next < files.size();
  }

  @Override
  public ImageItem next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Path file = files.get(next++);
    return single ? whole(file) : tolerant(file, relative(root, file));
  }

  @Override
  public void skip(long items) {
    next = (int) Math.min(files.size(), next + items);
  }

  @Override
  public void close() {}

  private ImageItem whole(Path file) {
    Image image = PictureReader.read(file, "0");
    fit.require(file, image.shape(), image.type());
    return fit.apply(image);
  }

  private ImageItem tolerant(Path file, String id) {
    try {
      return fit.apply(PictureReader.read(file, id));
    } catch (DriftwoodException e) {
      return new BrokenImage(id, e.getMessage());
    }
  }

  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isNamedPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean hidden = name.startsWith(".");
    return !hidden && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
  }
}
