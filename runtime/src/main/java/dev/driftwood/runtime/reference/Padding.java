package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.Arrays;

/**
 * Kernels that widen and narrow arrays at their borders.
 *
 * @param x the array
 * @param before how many elements are added before it along each axis; cut off where negative
 * @param after how many are added after it
 * @param mode what is added
 * @param constant what is added in mode {@code constant}
 */
record Padding(Tensor x, int[] before, int[] after, String mode, double constant) {
  /** Pad, with the axes that are not listed left as they are. */
  static Tensor pad(Given given) {
    int[] axes = given.axes(3);
    int[] pads = given.integers(1);
    int[] before = new int[given.shape().rank()];
    int[] after = new int[before.length];
    for (int i = 0; i < axes.length; i++) {
      before[axes[i]] = pads[i];
      after[axes[i]] = pads[axes.length + i];
    }
    double constant = given.has(2) ? given.tensor(2).values()[0] : 0;
    String mode = given.node().text("mode", "constant");
    return new Padding(given.x(), before, after, mode, constant).padded();
  }

  /** CenterCropPad: the middle of the array, with zeros around it where it is too small. */
  static Tensor centre(Given given) {
    int[] sizes = given.integers(1);
    int[] axes = given.node().integers("axes", given.axes(2));
    int[] before = new int[given.shape().rank()];
    int[] after = new int[before.length];
    for (int i = 0; i < axes.length; i++) {
      int axis = given.shape().axis(axes[i]);
      int more = sizes[i] - given.shape().dim(axis);
      // Towards zero: of an odd number, the greater half is added or cut off behind.
      before[axis] = more / 2;
      after[axis] = more - more / 2;
    }
    return new Padding(given.x(), before, after, "constant", 0).padded();
  }

  private Tensor padded() {
    int[] dims = x.shape().toArray();
    Arrays.setAll(dims, axis -> before[axis] + x.shape().dim(axis) + after[axis]);
    return Positions.fill(Shape.of(dims), this::element);
  }

  private double element(int[] at) {
    int[] from = new int[at.length];
    for (int axis = 0; axis < at.length; axis++) {
      from[axis] = source(axis, at[axis]);
      if (from[axis] < 0) {
        return constant;
      }
    }
    return Positions.at(x, from);
  }

  /** Where an element comes from along an axis; −1 where it is the constant. */
  private int source(int axis, int at) {
    // Cutting comes first: what is mirrored or repeated is what is left.
    int cut = Math.max(0, -before[axis]);
    int size = x.shape().dim(axis) - cut - Math.max(0, -after[axis]);
    int place = at - Math.max(0, before[axis]);
    if (place >= 0 && place < size) {
      return cut + place;
    }
    return switch (mode) {
      case "constant" -> -1;
      case "edge" -> cut + Math.max(0, Math.min(size - 1, place));
      case "wrap" -> cut + Math.floorMod(place, size);
      case "reflect" -> cut + mirrored(place, size);
      default -> throw new IllegalArgumentException("mode: " + mode);
    };
  }

  /** Mirrored at the first and the last element, which are not repeated. */
  private static int mirrored(int place, int size) {
    int period = Math.max(1, 2 * (size - 1));
    int folded = Math.floorMod(place, period);
    return folded < size ? folded : period - folded;
  }
}
