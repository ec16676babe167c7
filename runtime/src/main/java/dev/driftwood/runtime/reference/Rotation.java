package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import org.jspecify.annotations.Nullable;

/**
 * Turns pairs of features by angles that depend on the position (Su et al. 2021, arXiv:2104.09864).
 *
 * @param cos cosines of the angles, by position and pair
 * @param sin their sines
 * @param positions of each row's vectors; where there are none, angles are given for each row
 */
record Rotation(OpenNode node, Tensor cos, Tensor sin, @Nullable Tensor positions) {
  /** {@code x [n, h, l, d]} with the first of its features turned. */
  Tensor of(Tensor x) {
    Shape shape = x.shape();
    Tensor y = new Tensor(x.values().clone(), shape);
    int length = shape.dim(2);
    for (int vector = 0; vector < shape.with(3, 1).size(); vector++) {
      int place = vector / (shape.dim(1) * length) * length + vector % length;
      int angles = positions == null ? place : (int) positions.values()[place];
      turn(x, y, vector * shape.dim(3), angles);
    }
    return y;
  }

  private void turn(Tensor x, Tensor y, int start, int angles) {
    int pairs = cos.shape().dim(-1);
    boolean interleaved = node.integer("interleaved", 0) == 1;
    for (int pair = 0; pair < pairs; pair++) {
      int first = start + (interleaved ? 2 * pair : pair);
      int second = first + (interleaved ? 1 : pairs);
      double c = cos.values()[angles * pairs + pair];
      double s = sin.values()[angles * pairs + pair];
      y.values()[first] = c * x.values()[first] - s * x.values()[second];
      y.values()[second] = s * x.values()[first] + c * x.values()[second];
    }
  }
}
