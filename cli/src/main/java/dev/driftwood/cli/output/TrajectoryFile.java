package dev.driftwood.cli.output;

import dev.driftwood.runtime.Movement;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.image.GifAnimation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The way of the first rows from noise to data, as an animated GIF. Memory is bounded, whatever the
 * number of rows and steps: {@link Trajectory#MOST} frames of the rows that {@link Frames} shows.
 */
final class TrajectoryFile implements RunListener<Sample>, AutoCloseable {
  /** For a frame of the way, and for the last. */
  private static final int SHORTLY = 8;

  private static final int HELD = 200;

  private final Path target;
  private final ItemShape shape;
  private final AtomicFile file;
  private final long first;
  private final List<Trajectory> rows;

  private TrajectoryFile(Path target, ItemShape shape, SamplePlan.Rows rows) {
    int shown = (int) Math.min(rows.count(), Frames.rows(shape));
    this.target = target;
    this.shape = shape;
    this.first = rows.first();
    this.rows = Stream.generate(Trajectory::new).limit(shown).toList();
    // Opened before the work, so that an unwritable folder is found before it.
    this.file = AtomicFile.create(target);
  }

  /**
   * Starts a file.
   *
   * @throws IllegalArgumentException if rows of that shape can't be shown
   */
  static TrajectoryFile create(Path target, ItemShape shape, SamplePlan.Rows rows) {
    return new TrajectoryFile(target, shape, rows);
  }

  /**
   * Checks the file's name.
   *
   * @throws IllegalArgumentException if it ends in nothing known
   */
  static void check(Path target) {
    if (!String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gif")) {
      throw new IllegalArgumentException(
          "trajectory: " + target + " (expected: a file name that ends in .gif)");
    }
  }

  @Override
  public void moved(Movement movement) {
    if (movement.row() - first < rows.size()) {
      rows.get((int) (movement.row() - first)).add(movement::values);
    }
  }

  @Override
  public void finished(Sample sample) {
    if (sample.row() - first < rows.size()) {
      rows.get((int) (sample.row() - first)).end(sample.values());
    }
  }

  /** Paints all frames once all rows are in. */
  void commit() {
    int frames = rows.stream().mapToInt(Trajectory::size).max().orElseThrow();
    Frames painter = Frames.of(shape, frame(1.0));
    try (GifAnimation animation = new GifAnimation(file.stream())) {
      for (int i = 1; i < frames; i++) {
        animation.add(painter.paint(frame((i - 1.0) / (frames - 1.0))), SHORTLY);
      }
      animation.add(painter.paint(frame(1.0)), HELD);
      animation.end();
      file.commit();
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  private List<float[]> frame(double part) {
    return rows.stream().map(row -> row.at(part)).toList();
  }

  @Override
  public void close() {
    file.close();
  }
}
