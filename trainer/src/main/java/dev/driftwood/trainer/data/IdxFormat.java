package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.IdxLabels;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The MNIST family: images and labels in IDX files.
 *
 * @param training what the names of the training files begin with
 * @param heldOut what the names of the test files begin with
 * @param firstLabel the number of the first class in the files
 * @param names the classes
 * @param orientation turns an image as stored the right way up
 */
record IdxFormat(
    String name,
    String training,
    String heldOut,
    int firstLabel,
    List<String> names,
    UnaryOperator<Image> orientation)
    implements FileFormat {
  private static final ItemShape SHAPE = ItemShape.image(1, 28, 28);
  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";

  /** A set with MNIST's file names. */
  static IdxFormat likeMnist(String name, List<String> names) {
    return new IdxFormat(name, "train", "t10k", 0, names, image -> image);
  }

  /** EMNIST's letters, which are stored transposed and counted from 1. */
  static IdxFormat emnistLetters() {
    List<String> letters =
        Stream.iterate('A', letter -> (char) (letter + 1)).limit(26).map(String::valueOf).toList();
    return new IdxFormat(
        "emnist-letters",
        "emnist-letters-train",
        "emnist-letters-test",
        1,
        letters,
        IdxFormat::transposed);
  }

  @Override
  public List<String> files() {
    return Stream.of(training, heldOut).flatMap(s -> Stream.of(s + IMAGES, s + LABELS)).toList();
  }

  @Override
  public boolean isIn(Path folder) {
    return files().stream().anyMatch(file -> FileFormat.find(folder, file).isPresent());
  }

  @Override
  public Dataset read(Path folder) {
    return Dataset.ofImages(
        name, SHAPE, 256, split(folder, training), split(folder, heldOut), names);
  }

  private Items split(Path folder, String split) {
    Path labelFile = FileFormat.require(folder, split + LABELS);
    List<Image> images = images(FileFormat.require(folder, split + IMAGES));
    List<Integer> labels = new ArrayList<>();
    for (int stored : IdxLabels.read(labelFile)) {
      int label = stored - firstLabel;
      if (label < 0 || label >= names.size()) {
        throw new DriftwoodException(
            "%s: label %d of item %d (expected: %d to %d)"
                .formatted(
                    labelFile, stored, labels.size(), firstLabel, firstLabel + names.size() - 1));
      }
      labels.add(label);
    }
    if (labels.size() != images.size()) {
      throw new DriftwoodException(
          "%s: %d labels (expected: %d, one an image)"
              .formatted(labelFile, labels.size(), images.size()));
    }
    return new StoredItems(images, labels);
  }

  private List<Image> images(Path file) {
    List<Image> images = new ArrayList<>();
    try (ImageSource source = ImageSource.open(file, InputOptions.defaults().withShape(SHAPE))) {
      source.forEachRemaining(item -> images.add(orientation.apply((Image) item)));
    }
    return images;
  }

  private static Image transposed(Image image) {
    byte[] from = image.bytes();
    byte[] to = new byte[from.length];
    int side = SHAPE.width();
    for (int i = 0; i < from.length; i++) {
      to[i % side * side + i / side] = from[i];
    }
    return Image.of(image.id(), image.shape(), ElementType.U8, to);
  }
}
