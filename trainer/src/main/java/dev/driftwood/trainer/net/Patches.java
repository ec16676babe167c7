package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import java.util.List;

/**
 * Squares of p × p pixels as the channels of one: {@code [n, c, h, w]} as {@code [n, c p², h/p,
 * w/p]}, and back (Shi et al. 2016, arXiv:1609.05158, for the way back).
 *
 * @param itemShape {@code [c, h, w]}
 * @param side p, dividing h and w
 */
record Patches(List<Integer> itemShape, int side) {
  <V> V join(Ops<V> ops, V x) {
    if (side == 1) {
      return x;
    }
    V squares = ops.reshape(x, 0, channels(), rows(), side, columns(), side);
    V ordered = ops.transpose(squares, 0, 1, 3, 5, 2, 4);
    return ops.reshape(ordered, 0, channels() * side * side, rows(), columns());
  }

  <V> V part(Ops<V> ops, V x) {
    if (side == 1) {
      return x;
    }
    V squares = ops.reshape(x, 0, channels(), side, side, rows(), columns());
    V ordered = ops.transpose(squares, 0, 1, 4, 2, 5, 3);
    return ops.reshape(ordered, 0, channels(), rows() * side, columns() * side);
  }

  private int channels() {
    return itemShape.get(0);
  }

  private int rows() {
    return itemShape.get(1) / side;
  }

  private int columns() {
    return itemShape.get(2) / side;
  }
}
