package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.Arrays;

/** Kernels that put updates where indices say; negative ones count from the end. */
final class Scattering {
  private Scattering() {}

  /** ScatterElements: an index for each update. */
  static Tensor elements(Given given) {
    int axis = given.axis(0);
    Tensor indices = given.tensor(1);
    Tensor y = copy(given.x());
    for (int i = 0; i < indices.values().length; i++) {
      int[] at = Positions.of(i, indices.shape());
      int index = Gathering.place(indices.values()[i], given.shape().dim(axis));
      put(given, y, Positions.with(at, axis, index), given.tensor(2).values()[i]);
    }
    return y;
  }

  /** ScatterND: a vector of indices for each update, which may be a part with axes of its own. */
  static Tensor byPosition(Given given) {
    Tensor indices = given.tensor(1);
    Tensor updates = given.tensor(2);
    Shape shape = updates.shape();
    int outer = indices.shape().rank() - 1;
    Tensor y = copy(given.x());
    for (int i = 0; i < updates.values().length; i++) {
      int[] at = Positions.of(i, shape);
      int[] which = Gathering.position(indices, Arrays.copyOf(at, outer), given.shape(), 0);
      int[] rest = Arrays.copyOfRange(at, outer, at.length);
      put(given, y, Gathering.joined(which, rest), updates.values()[i]);
    }
    return y;
  }

  private static Tensor copy(Tensor x) {
    return x.map(value -> value);
  }

  private static void put(Given given, Tensor y, int[] at, double update) {
    int index = Positions.index(y.shape(), at);
    double old = y.values()[index];
    y.values()[index] =
        switch (given.node().text("reduction", "none")) {
          case "none" -> update;
          case "add" -> old + update;
          case "mul" -> old * update;
          case "max" -> Math.max(old, update);
          case "min" -> Math.min(old, update);
          default -> throw new IllegalArgumentException("reduction: " + given.node());
        };
  }
}
