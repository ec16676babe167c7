package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A folder of PNG or JPEG files of one size. Where all lie in sub-folders these are the classes, in
 * alphabetical order. Every tenth file, by sorted path, is held out.
 */
final class PictureFolder {
  private PictureFolder() {}

  static Dataset read(Path folder) {
    List<Image> images = images(folder);
    List<String> classes = List.copyOf(new TreeSet<>(images.stream().map(f -> top(f)).toList()));
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
