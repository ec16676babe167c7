package dev.driftwood.trainer.data;

import dev.driftwood.runtime.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Items in memory.
 *
 * @param labels one an image, or none at all
 */
record StoredItems(List<Image> images, List<Integer> labels) implements Items {
  /** Copies the lists. */
  StoredItems {
    images = List.copyOf(images);
    labels = List.copyOf(labels);
    if (!labels.isEmpty() && labels.size() != images.size()) {
      throw new IllegalArgumentException(
          "labels: " + labels.size() + " of them (expected: " + images.size() + ", or none)");
    }
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Image image(int index) {
    return images.get(index);
  }

  @Override
  public OptionalInt label(int index) {
    return labels.isEmpty() ? OptionalInt.empty() : OptionalInt.of(labels.get(index));
  }

  /** Every tenth item: what is held out where a data set has no split of its own. */
  StoredItems tenth() {
    return where(true);
  }

  /** All but {@link #tenth}. */
  StoredItems otherTenths() {
    return where(false);
  }

  private StoredItems where(boolean heldOut) {
    List<Image> chosen = new ArrayList<>();
    List<Integer> chosenLabels = new ArrayList<>();
    int last = images.size() - 1;
    for (int i = 0; i <= last; i++) {
      boolean tenth = i % 10 == 9 || (last < 9 && i == last);
      if (tenth == heldOut) {
        chosen.add(images.get(i));
        if (!labels.isEmpty()) {
          chosenLabels.add(labels.get(i));
        }
      }
    }
    return new StoredItems(chosen, chosenLabels);
  }
}
