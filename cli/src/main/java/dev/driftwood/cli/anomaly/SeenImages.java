package dev.driftwood.cli.anomaly;

import dev.driftwood.runtime.image.ImageItem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Images on their way to results that come in the same order, and that want to see them again. */
final class SeenImages implements Iterator<ImageItem> {
  private final Iterator<ImageItem> images;
  private final Deque<ImageItem> waiting = new ArrayDeque<>();

  SeenImages(Iterator<ImageItem> images) {
    this.images = images;
  }

  @Override
  public boolean hasNext() {
    return images.hasNext();
  }

  @Override
  public ImageItem next() {
    ImageItem item = images.next();
    waiting.add(item);
    return item;
  }

  /** The image of the next result. */
  ImageItem take() {
    return waiting.remove();
  }
}
