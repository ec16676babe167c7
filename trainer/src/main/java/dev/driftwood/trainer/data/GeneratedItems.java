package dev.driftwood.trainer.data;

import dev.driftwood.runtime.image.Image;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.LongToIntFunction;

/**
 * Items computed when they are asked for.
 *
 * @param size how many there are
 * @param firstKey the row key of the first; the others count on from it
 * @param draw makes an item of its row key
 * @param labels its class, or a negative number where there are none
 */
record GeneratedItems(int size, long firstKey, Drawing draw, LongToIntFunction labels)
    implements Items {
  /** Where the row keys of held-out items begin: no training item has them. */
  static final long HELD_OUT_KEY = 1L << 32;

  /** Makes an item of an id and a row key. */
  interface Drawing {
    Image draw(String id, long rowKey);
  }

  @Override
  public Image image(int index) {
    Objects.checkIndex(index, size);
    return draw.draw(Integer.toString(index), firstKey + index);
  }

  @Override
  public OptionalInt label(int index) {
    Objects.checkIndex(index, size);
    int label = labels.applyAsInt(firstKey + index);
    return label < 0 ? OptionalInt.empty() : OptionalInt.of(label);
  }
}
