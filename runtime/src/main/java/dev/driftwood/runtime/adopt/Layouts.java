package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.AdoptedSpec.Layout;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** The orders of axes that networks use, for images; points have one axis anyway. */
final class Layouts {
  private static final int[] TO_CHANNELS_LAST = {0, 2, 3, 1};
  private static final int[] TO_CHANNELS_FIRST = {0, 3, 1, 2};

  private Layouts() {}

  /** An item's shape in a layout, behind the batch axis. */
  static Shape batched(ItemShape shape, Layout layout) {
    List<Integer> dims = new ArrayList<>(shape.dimensions());
    if (isPermuted(dims.size(), layout)) {
      dims.add(dims.remove(0));
    }
    return Shape.batched(dims);
  }

  /** Whether a layout orders the axes of items of some rank unlike ours. */
  static boolean isPermuted(int itemRank, Layout layout) {
    return itemRank == 3 && layout == Layout.NHWC;
  }

  static int[] toChannelsLast() {
    return TO_CHANNELS_LAST.clone();
  }

  static int[] toChannelsFirst() {
    return TO_CHANNELS_FIRST.clone();
  }
}
