package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The multiply-adds of operators that are convolutions or matrix products; of others, none. */
final class NodeCost {
  private NodeCost() {}

  /** Multiply-adds for a batch of one row. */
  static long multiplyAdds(OpenNode node, List<@Nullable Shape> inputs) {
    return 0;
  }
}
