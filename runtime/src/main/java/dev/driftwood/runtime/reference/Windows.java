package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.Arrays;

/**
 * Windows that move over an array: along each axis, window {@code w} sees through tap {@code k} of
 * its kernel the place {@code w · stride + k · dilation − begin}.
 *
 * @param input sizes of the array, channels left out
 * @param output how many windows there are along each axis
 * @param kernel how many taps a window has along each axis
 * @param strides steps between windows
 * @param dilations steps between taps
 * @param begins zeros before the array
 * @param ends zeros behind the array
 */
record Windows(
    Shape input,
    Shape output,
    Shape kernel,
    int[] strides,
    int[] dilations,
    int[] begins,
    int[] ends) {
  /** The same windows over the array together with the zeros around it. */
  Windows overPadded() {
    int[] sizes = new int[input.rank()];
    Arrays.setAll(sizes, axis -> begins[axis] + input.dim(axis) + ends[axis]);
    int[] none = new int[sizes.length];
    return new Windows(Shape.of(sizes), output, kernel, strides, dilations, none, none);
  }

  /** For each window and each tap, the place in the array that is seen; −1 outside. */
  int[][] places() {
    int[][] places = new int[Math.toIntExact(output.size())][Math.toIntExact(kernel.size())];
    for (int window = 0; window < places.length; window++) {
      for (int tap = 0; tap < places[window].length; tap++) {
        places[window][tap] = place(window, tap);
      }
    }
    return places;
  }

  private int place(int window, int tap) {
    int place = 0;
    int distance = 1;
    for (int axis = input.rank() - 1; axis >= 0; axis--) {
      int start = window % output.dim(axis) * strides[axis] - begins[axis];
      int at = start + tap % kernel.dim(axis) * dilations[axis];
      if (at < 0 || at >= input.dim(axis)) {
        return -1;
      }
      place += at * distance;
      distance *= input.dim(axis);
      window /= output.dim(axis);
      tap /= kernel.dim(axis);
    }
    return place;
  }
}
