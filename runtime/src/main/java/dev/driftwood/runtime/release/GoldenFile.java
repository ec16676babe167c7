package dev.driftwood.runtime.release;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import dev.driftwood.runtime.image.NpyWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An array of {@code golden/}, of rows of numbers.
 *
 * @param path of the .npy file
 * @param shape of a row
 */
record GoldenFile(Path path, ItemShape shape) {
  void write(List<double[]> rows) {
    try (NpyWriter writer = NpyWriter.create(path, shape, rows.size())) {
      rows.forEach(row -> writer.append(floats(row)));
    }
  }

  private static float[] floats(double[] row) {
    float[] floats = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      floats[i] = (float) row[i];
    }
    return floats;
  }

  List<double[]> read() {
    List<double[]> rows = new ArrayList<>();
    InputOptions options = InputOptions.defaults().withShape(shape);
    try (ImageSource source = ImageSource.open(path, options)) {
      while (source.hasNext()) {
        rows.add(numbers(source.next()));
      }
    }
    return rows;
  }

  private double[] numbers(ImageItem item) {
    if (!(item instanceof Image image)) {
      throw new DriftwoodException(path + ": a row that can't be read (expected: finite numbers)");
    }
    double[] numbers = new double[shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = image.value(i);
    }
    return numbers;
  }
}
