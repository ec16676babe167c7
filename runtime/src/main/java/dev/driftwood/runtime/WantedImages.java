package dev.driftwood.runtime;

import dev.driftwood.runtime.batch.Claim;
import dev.driftwood.runtime.image.ImageItem;
import java.util.Iterator;

/**
 * Images of a request, none while it is paused: also one that can't be scored has a result, for
 * which there is no room then.
 *
 * @param images all
 * @param claim of the request
 */
record WantedImages(Iterator<ImageItem> images, Claim claim) implements Iterator<ImageItem> {
  @Override
  public boolean hasNext() {
    return !claim.paused() && images.hasNext();
  }

  @Override
  public ImageItem next() {
    return images.next();
  }
}
