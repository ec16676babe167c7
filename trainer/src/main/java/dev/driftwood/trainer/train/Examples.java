package dev.driftwood.trainer.train;

import java.util.List;

/** Items to learn from, in the space that the network works in. */
public interface Examples {
  /** How many there are, at least 1. */
  int size();

  /** How many labels items may have, the one for "no class" last; 0 where they have none. */
  default int labels() {
    return 0;
  }

  /** The label of an item, in data that has labels. */
  default int label(int index) {
    throw new IllegalStateException("items have no labels");
  }

  /** Shape of an item, {@code [c, h, w]} or {@code [d]}. */
  List<Integer> itemShape();

  /**
   * An item in network space, in row-major order.
   *
   * @param index in {@code [0, size)}
   * @param uniforms one number in (0, 1) for each of the item's, to make levels continuous with
   */
  double[] item(int index, double[] uniforms);
}
