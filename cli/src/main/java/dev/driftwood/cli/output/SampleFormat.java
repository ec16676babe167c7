package dev.driftwood.cli.output;

import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import java.nio.file.Path;
import java.util.Locale;

/** How samples are stored, which a file's name tells. */
enum SampleFormat {
  /** A grid of images. */
  PNG {
    @Override
    public SampleFile create(Path target, ItemShape shape, SamplePlan plan) {
      return new PngSamples(target, shape, plan);
    }
  },
  /** A NumPy array. */
  NPY {
    @Override
    public SampleFile create(Path target, ItemShape shape, SamplePlan plan) {
      return new NpySamples(target, shape, plan.rows());
    }
  };

  /**
   * The format of a file.
   *
   * @throws IllegalArgumentException if its name ends in nothing known
   */
  public static SampleFormat of(Path target) {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    for (SampleFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "out: " + target + " (expected: a file name that ends in .png or .npy)");
  }

  /**
   * Starts a file.
   *
   * @throws IllegalArgumentException if items of that shape can't be stored so
   * @throws dev.driftwood.runtime.failure.DriftwoodException if it can't be written there
   */
  public abstract SampleFile create(Path target, ItemShape shape, SamplePlan plan);

  static int count(SamplePlan.Rows rows) {
    if (rows.count() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "count: %d (expected: at most %d in one file)"
              .formatted(rows.count(), Integer.MAX_VALUE));
    }
    return (int) rows.count();
  }
}
