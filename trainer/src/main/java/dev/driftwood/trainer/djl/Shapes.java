package dev.driftwood.trainer.djl;

import dev.driftwood.runtime.graph.Shape;
import java.util.Arrays;

/** Shapes of the algebra as DJL's, and back. */
final class Shapes {
  private Shapes() {}

  static ai.djl.ndarray.types.Shape toDjl(Shape shape) {
    return new ai.djl.ndarray.types.Shape(
        shape.dims().stream().mapToLong(Integer::longValue).toArray());
  }

  static Shape ofDjl(ai.djl.ndarray.types.Shape shape) {
    return Shape.of(Arrays.stream(shape.getShape()).mapToInt(Math::toIntExact).toArray());
  }
}
