package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.ByteSource;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The UCI optical digits, 8 × 8 grey with 17 levels: one image a line, 64 integers from 0 to 16 and
 * the label, separated by commas.
 */
record DigitsFiles() implements FileFormat {
  private static final ItemShape SHAPE = ItemShape.image(1, 8, 8);
  private static final int LEVELS = 17;
  private static final int CLASSES = 10;
  private static final String TRAINING = "optdigits-train.csv";
  private static final String HELD_OUT = "digits.csv";

  @Override
  public List<String> files() {
    return List.of(TRAINING, HELD_OUT);
  }

  @Override
  public boolean isIn(Path folder) {
    return files().stream().anyMatch(file -> FileFormat.find(folder, file).isPresent());
  }

  @Override
  public Dataset read(Path folder) {
    return Dataset.ofImages(
        "digits",
        SHAPE,
        LEVELS,
        items(FileFormat.require(folder, TRAINING)),
        items(FileFormat.require(folder, HELD_OUT)),
        Dataset.numbered(CLASSES));
  }

  private static Items items(Path file) {
    List<Image> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String line : lines(file)) {
      String[] fields = line.split(",", -1);
      int number = images.size() + 1;
      if (fields.length != SHAPE.size() + 1) {
        throw new DriftwoodException(
            "%s: line %d has %d fields (expected: 64 pixels and a label)"
                .formatted(file, number, fields.length));
      }
      byte[] pixels = new byte[SHAPE.size()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) below(LEVELS, fields[i], file, number);
      }
      images.add(Image.of(Integer.toString(images.size()), SHAPE, ElementType.U8, pixels));
      labels.add(below(CLASSES, fields[SHAPE.size()], file, number));
    }
    return new StoredItems(images, labels);
  }

  private static List<String> lines(Path file) {
    try (ByteSource source = ByteSource.open(file)) {
      List<String> lines = new String(source.readAll(), StandardCharsets.US_ASCII).lines().toList();
      if (lines.isEmpty()) {
        throw new DriftwoodException(file + ": empty (expected: one image a line)");
      }
      return lines;
    }
  }

  private static int below(int bound, String field, Path file, int line) {
    String digits = field.strip();
    int value = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : bound;
    if (value >= bound) {
      throw new DriftwoodException(
          "%s: line %d: '%s' (expected: an integer from 0 to %d)"
              .formatted(file, line, digits, bound - 1));
    }
    return value;
  }
}
