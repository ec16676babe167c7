package dev.driftwood.trainer.data;

import dev.driftwood.runtime.image.Image;
import java.util.OptionalInt;

/** A finite list of items, each read by its index alone. Thread-safe. */
public interface Items {
  /** How many there are. */
  int size();

  /** The item; its id is the index. */
  Image image(int index);

  /** Its class, in data with classes. */
  OptionalInt label(int index);
}
