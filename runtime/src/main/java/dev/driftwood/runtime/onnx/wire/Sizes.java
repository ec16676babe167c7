package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Shape;
import java.util.List;

/**
 * A shape from a file, small enough to be that of an array.
 *
 * @param shape the sizes
 * @param elements how many elements it has, for one row where it has a batch axis; 0 where one of
 *     its sizes is
 */
record Sizes(Shape shape, long elements) {
  private static final int MOST_AXES = 64;

  /** Fixed sizes. */
  static Sizes of(List<Long> dims, String where) {
    for (long dim : dims) {
      if (dim < 0 || dim > Integer.MAX_VALUE) {
        throw tooLarge(where, dims);
      }
    }
    return of(dims.stream().mapToInt(Long::intValue).toArray(), where);
  }

  /** Sizes that may be symbolic. */
  static Sizes of(int[] dims, String where) {
    Shape shape = Shape.of(dims);
    // Without zeros, so that a shape like [0, 2³¹, 2³¹] overflows nowhere later.
    long size = 1;
    boolean empty = false;
    for (int dim : dims) {
      empty |= dim == 0;
      size *= dim == Shape.UNKNOWN ? 1 : Math.max(1, Math.abs((long) dim));
      if (dims.length > MOST_AXES || size > Integer.MAX_VALUE) {
        throw tooLarge(where, shape.dims());
      }
    }
    return new Sizes(shape, empty ? 0 : size);
  }

  private static DriftwoodException tooLarge(String where, List<?> dims) {
    return new DriftwoodException(
        "%s has shape %s%s, which no array can have (expected: at most %d axes and %d elements)"
            .formatted(
                where,
                dims.subList(0, Math.min(dims.size(), MOST_AXES)),
                dims.size() > MOST_AXES ? " and more axes" : "",
                MOST_AXES,
                Integer.MAX_VALUE));
  }
}
