package dev.driftwood.runtime.image;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * The items of an input in order, one at a time and in constant memory. Not thread-safe.
 *
 * <p>{@code next} throws {@link dev.driftwood.runtime.failure.DriftwoodException} where the input
 * as a whole is damaged (truncated, too long); a single unusable item is a {@link BrokenImage}.
 */
public interface ImageSource extends Iterator<ImageItem>, AutoCloseable {
  /**
   * Opens an IDX file or CIFAR records (gzip or not), a PNG or JPEG file, a folder of those, or an
   * {@code .npy} array.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException if the file is missing, of no known
   *     format, or its items are not of the shape that {@code options} ask for
   */
  static ImageSource open(Path input, InputOptions options) {
    return InputFormats.open(input, options);
  }

  /** How many items there are in all, where the input says so beforehand. */
  OptionalLong count();

  /** Leaves out the next {@code items} items. */
  default void skip(long items) {
    for (long i = 0; i < items && hasNext(); i++) {
      next();
    }
  }

  @Override
  void close();
}
