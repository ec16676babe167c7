package dev.driftwood.server;

import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.wire.Images;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Images that came in and are not being scored yet. For each one taken the caller may send another,
 * so there are never more than at the start it was allowed to send.
 *
 * <p>As an iterator it ends where nothing waits at the moment, and may go on later: a run takes up
 * what comes in beside its live rows, and a caller who sends an image only after the result of the
 * one before is served as well.
 */
final class ImageInbox implements Iterator<ImageItem> {
  private final Queue<ImageItem> waiting = new ConcurrentLinkedQueue<>();
  private final ItemShape shape;
  private final Runnable another;

  /**
   * An empty one.
   *
   * @param shape of the model's items
   * @param another asks the caller for one more image
   */
  ImageInbox(ItemShape shape, Runnable another) {
    this.shape = shape;
    this.another = another;
  }

  /** Takes an image in, and decodes it on the thread that brings it. */
  void add(LikelihoodImage image) {
    waiting.add(fitting(Images.item(image.getId(), image.getImage(), shape)));
  }

  /** An image of another shape may be as large as a message, so only its error is kept. */
  private ImageItem fitting(ImageItem item) {
    return item instanceof Image image && !image.shape().equals(shape)
        ? new BrokenImage(image.id(), "shape %s (expected: %s)".formatted(image.shape(), shape))
        : item;
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty();
  }

  @Override
  public ImageItem next() {
    ImageItem image = waiting.poll();
    if (image == null) {
      throw new NoSuchElementException("no image waits");
    }
    another.run();
    return image;
  }
}
