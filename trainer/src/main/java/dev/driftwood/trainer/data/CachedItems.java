package dev.driftwood.trainer.data;

import dev.driftwood.runtime.image.Image;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Computed items that are kept once they were asked for. */
final class CachedItems implements Items {
  private final GeneratedItems items;
  private final AtomicReferenceArray<Image> kept;

  CachedItems(GeneratedItems items) {
    this.items = items;
    this.kept = new AtomicReferenceArray<>(items.size());
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Image image(int index) {
    Image known = kept.get(index);
    if (known != null) {
      return known;
    }
    // Two threads may both compute it, and find the same.
    Image image = items.image(index);
    kept.set(index, image);
    return image;
  }

  @Override
  public OptionalInt label(int index) {
    return items.label(index);
  }
}
