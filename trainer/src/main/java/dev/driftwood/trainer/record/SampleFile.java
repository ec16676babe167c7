package dev.driftwood.trainer.record;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import dev.driftwood.trainer.report.Bitmap;
import dev.driftwood.trainer.report.Ink;
import dev.driftwood.trainer.report.Layer;
import dev.driftwood.trainer.report.Panel;
import dev.driftwood.trainer.report.Picture;
import dev.driftwood.trainer.report.Point;
import dev.driftwood.trainer.report.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples that were drawn during a run.
 *
 * @param iteration when
 * @param file a grid of images, or points of the plane
 */
record SampleFile(long iteration, Path file) implements Comparable<SampleFile> {
  private static final Pattern NAME = Pattern.compile("(\\d+)\\.(png|npy)");

  /** Of a file with such a name. */
  static Optional<SampleFile> of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new SampleFile(Long.parseLong(name.group(1)), file))
        : Optional.empty();
  }

  /** As a picture, where they are images or points of the plane. */
  Optional<Picture> picture() {
    String title = String.format(Locale.ROOT, "iteration %,d", iteration);
    if (file.toString().endsWith(".png")) {
      return Optional.of(new Bitmap(title, bytes()));
    }
    List<Point> points = points();
    double reach =
        points.stream()
            .mapToDouble(point -> Math.max(Math.abs(point.x()), Math.abs(point.y())))
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Panel(
                title,
                Window.square(Math.max(1.1 * reach, 1e-6)),
                List.of(new Layer.Dots(points, 4, Ink.BLUE))));
  }

  /** The file's content. */
  byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DriftwoodException(file + ": can't be read (expected: a grid of samples)", e);
    }
  }

  /** Points of the plane; none where they have another dimension. */
  private List<Point> points() {
    List<Point> points = new ArrayList<>();
    try (ImageSource source = ImageSource.open(file, InputOptions.defaults())) {
      while (source.hasNext()) {
        ImageItem item = source.next();
        if (item instanceof Image image && image.shape().size() == 2) {
          points.add(new Point(image.value(0), image.value(1)));
        }
      }
    }
    return points;
  }

  @Override
  public int compareTo(SampleFile other) {
    return Long.compare(iteration, other.iteration);
  }
}
