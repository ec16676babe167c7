package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;

/**
 * How a convolution or a pooling says what its {@link Windows} are: strides, dilations, zeros given
 * as {@code pads} or by {@code auto_pad}, and in which direction the number of windows is rounded.
 */
final class WindowAttributes {
  private final OpenNode node;
  private final Shape kernel;
  private final int axes;
  private final int[] strides;
  private final int[] dilations;
  private final int[] begins;
  private final int[] ends;

  private WindowAttributes(OpenNode node, Shape kernel) {
    this.node = node;
    this.kernel = kernel;
    this.axes = kernel.rank();
    this.strides = node.integers("strides", ones());
    this.dilations = node.integers("dilations", ones());
    int[] pads = node.integers("pads", new int[2 * axes]);
    this.begins = Arrays.copyOf(pads, axes);
    this.ends = Arrays.copyOfRange(pads, axes, 2 * axes);
  }

  private int[] ones() {
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * The windows of a convolution or a pooling.
   *
   * @param input sizes of the axes that the windows move over
   */
  static Windows windows(OpenNode node, Shape input, Shape kernel) {
    return new WindowAttributes(node, kernel).over(input);
  }

  /**
   * The windows of a transposed convolution: those of the convolution that it is the transpose of,
   * which move over its output and number as its input is large.
   *
   * @param input sizes of the input's axes behind the channels
   */
  static Windows transposed(OpenNode node, Shape input, Shape kernel) {
    return new WindowAttributes(node, kernel).under(input);
  }

  private Windows over(Shape input) {
    int[] output = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int size = input.dim(axis);
      if (isSame()) {
        output[axis] = -Math.floorDiv(-size, strides[axis]);
        split(axis, (output[axis] - 1) * strides[axis] + reach(axis) - size);
      } else {
        output[axis] = count(axis, size);
      }
    }
    return new Windows(input, Shape.of(output), kernel, strides, dilations, begins, ends);
  }

  private int count(int axis, int size) {
    int room = size + begins[axis] + ends[axis] - reach(axis);
    if (node.integer("ceil_mode", 0) == 0) {
      return Math.floorDiv(room, strides[axis]) + 1;
    }
    int count = -Math.floorDiv(-room, strides[axis]) + 1;
    // A window must not begin in the zeros behind the array.
    return (count - 1) * strides[axis] >= size + begins[axis] ? count - 1 : count;
  }

  private Windows under(Shape input) {
    int[] more = node.integers("output_padding", new int[axes]);
    int[] sizes = node.integers("output_shape");
    int[] result = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int full = (input.dim(axis) - 1) * strides[axis] + reach(axis) + more[axis];
      if (sizes.length > 0 || isSame()) {
        result[axis] = sizes.length > 0 ? sizes[axis] : input.dim(axis) * strides[axis];
        split(axis, full - result[axis]);
      } else {
        result[axis] = full - begins[axis] - ends[axis];
      }
    }
    return new Windows(Shape.of(result), input, kernel, strides, dilations, begins, ends);
  }

  private boolean isSame() {
    return node.text("auto_pad", "NOTSET").startsWith("SAME");
  }

  /** Zeros on both sides, of which an odd one comes where {@code auto_pad} says. */
  private void split(int axis, int total) {
    int half = Math.max(total, 0) / 2;
    int rest = Math.max(total, 0) - half;
    boolean behind = node.text("auto_pad", "NOTSET").equals("SAME_UPPER");
    begins[axis] = behind ? half : rest;
    ends[axis] = behind ? rest : half;
  }

  /** How many places a window spans. */
  private int reach(int axis) {
    return (kernel.dim(axis) - 1) * dilations[axis] + 1;
  }
}
