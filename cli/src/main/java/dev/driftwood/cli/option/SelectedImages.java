package dev.driftwood.cli.option;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/** The rows of an input that were asked for, one at a time. */
public final class SelectedImages implements Iterator<ImageItem>, AutoCloseable {
  private final ImageSource source;
  private final RowRange range;
  private long taken;

  private SelectedImages(ImageSource source, RowRange range) {
    this.source = source;
    this.range = range;
  }

  /** Moves to the first row, which must be there. */
  static SelectedImages of(Path input, ImageSource source, RowRange range) {
    try {
      source.skip(range.first());
      if (!source.hasNext()) {
        throw new DriftwoodException(
            "%s: no image at row %d (expected: --rows within the %s images)"
                .formatted(input, range.first(), size(source)));
      }
      return new SelectedImages(source, range);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static String size(ImageSource source) {
    OptionalLong count = source.count();
    return count.isPresent() ? Long.toString(count.getAsLong()) : "input's";
  }

  /** How many there are; −1 where the input does not say so beforehand. */
  public long count() {
    OptionalLong all = source.count();
    return all.isPresent() ? range.rows(all.getAsLong()) : -1;
  }

  /** Leaves out the next ones. */
  public void skip(long images) {
    source.skip(images * range.stride());
    taken += images;
  }

  @Override
  public boolean hasNext() {
    return taken < range.rows(Long.MAX_VALUE) && source.hasNext();
  }

  @Override
  public ImageItem next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further image");
    }
    taken++;
    ImageItem item = source.next();
    source.skip(range.stride() - 1);
    return item;
  }

  @Override
  public void close() {
    source.close();
  }
}
