package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of PNG or JPEG files of one size. Where all lie in sub-folders these are the classes, in
 * alphabetical order. Every tenth file, by sorted path, is held out.
 */
final class PictureFolder {
  private PictureFolder() {}

  static Dataset read(Path folder) {
    List<Image> images = images(folder);
    List<String> classes = List.copyOf(new TreeSet<>(images.stream().map(f -> top(f)).toList()));
    requireClasses(folder, classes);
    boolean labelled = !classes.contains("");
    List<Integer> labels =
        labelled ? images.stream().map(f -> classes.indexOf(top(f))).toList() : List.of();
    StoredItems all = new StoredItems(images, labels);
    Image first = images.get(0);
    return Dataset.ofImages(
        "folder",
        first.shape(),
        first.type() == ElementType.U16 ? 1 << 16 : 1 << 8,
        all.otherTenths(),
        all.tenth(),
        labelled ? classes : List.of());
  }

  /** All pictures in classes, or none, and no class without a picture: it would lose its number. */
  private static void requireClasses(Path folder, List<String> classes) {
    if (!classes.contains("")) {
      Set<String> empty = new TreeSet<>(folders(folder));
      classes.forEach(empty::remove);
      if (!empty.isEmpty()) {
        throw new DriftwoodException(
            folder.resolve(empty.iterator().next())
                + ": no picture (expected: one at least in each folder of a class)");
      }
    } else if (classes.size() > 1) {
      throw new DriftwoodException(
          "%s: pictures beside the folder %s of a class (expected: all of them in such folders, or none)"
              .formatted(folder, classes.get(1)));
    }
  }

  private static List<String> folders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    } catch (IOException e) {
      throw FileFailure.unreadable(folder, e);
    }
  }

  private static List<Image> images(Path folder) {
    List<Image> images = new ArrayList<>();
    try (ImageSource source = ImageSource.open(folder, InputOptions.defaults())) {
      while (source.hasNext()) {
        images.add(usable(folder, source.next()));
        requireSame(folder, images.get(0), images.get(images.size() - 1));
      }
    }
    if (images.size() < 2) {
      throw new DriftwoodException(folder + ": one picture (expected: two or more to train on)");
    }
    return images;
  }

  private static Image usable(Path folder, ImageItem item) {
    if (item instanceof BrokenImage broken) {
      throw new DriftwoodException(broken.error());
    }
    return (Image) item;
  }

  private static void requireSame(Path folder, Image first, Image other) {
    if (!other.shape().equals(first.shape()) || other.type() != first.type()) {
      ItemShape shape = first.shape();
      throw new DriftwoodException(
          "%s: shape %s of %s (expected: %s of %s, as %s has)"
              .formatted(
                  folder.resolve(other.id()),
                  other.shape(),
                  other.type(),
                  shape,
                  first.type(),
                  first.id()));
    }
  }

  /** The sub-folder that a picture lies in, or the empty string. */
  private static String top(Image image) {
    int slash = image.id().indexOf('/');
    return slash < 0 ? "" : image.id().substring(0, slash);
  }
}
