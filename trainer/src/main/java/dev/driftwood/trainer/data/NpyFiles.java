package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * NumPy arrays: a folder with {@code train.npy} and, if there is one, {@code test.npy}; or one
 * {@code .npy} file. Without a test file every tenth item is held out. Points are standardised by
 * the mean and spread of the training items.
 */
final class NpyFiles {
  private NpyFiles() {}

  static Dataset read(Path place) {
    Path file = Files.isDirectory(place) ? place.resolve("train.npy") : place;
    Path test = file.resolveSibling("test.npy");
    InputOptions options = InputOptions.defaults();
    StoredItems all = items(file, options);
    ItemShape shape = all.image(0).shape();
    boolean split = Files.isDirectory(place) && Files.isRegularFile(test);
    StoredItems training = split ? all : all.otherTenths();
    StoredItems heldOut = split ? items(test, options.withShape(shape)) : all.tenth();
    if (shape.isImage()) {
      int levels = all.image(0).type() == ElementType.U16 ? 1 << 16 : 1 << 8;
      return Dataset.ofImages("npy", shape, levels, training, heldOut, List.of());
    }
    DataSpec spec = new DataSpec.Points(standardized(training, shape.size()));
    return new Dataset("npy", shape, spec, training, heldOut, List.of(), Optional.empty());
  }

  private static StoredItems items(Path file, InputOptions options) {
    List<Image> images = new ArrayList<>();
    try (ImageSource source = ImageSource.open(file, options)) {
      while (source.hasNext()) {
        images.add(usable(file, source.next()));
      }
    }
    if (images.size() < 2) {
      throw new DriftwoodException(
          "%s: %d items (expected: two or more)".formatted(file, images.size()));
    }
    return new StoredItems(images, List.of());
  }

  private static Image usable(Path file, ImageItem item) {
    if (item instanceof BrokenImage broken) {
      throw new DriftwoodException(file + ": item " + broken.id() + ": " + broken.error());
    }
    return (Image) item;
  }

  private static DataTransform standardized(Items items, int dimensions) {
    List<Double> means = new ArrayList<>();
    List<Double> spreads = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      int dimension = d;
      DoubleSummaryStatistics values =
          IntStream.range(0, items.size())
              .mapToDouble(i -> items.image(i).value(dimension))
              .summaryStatistics();
      double mean = values.getAverage();
      double variance =
          IntStream.range(0, items.size())
              .mapToDouble(i -> items.image(i).value(dimension) - mean)
              .map(distance -> distance * distance)
              .average()
              .orElseThrow();
      means.add(mean);
      // A dimension that never varies is only moved.
      spreads.add(values.getMin() < values.getMax() ? Math.sqrt(variance) : 1);
    }
    return new DataTransform.Standardized(means, spreads);
  }
}
