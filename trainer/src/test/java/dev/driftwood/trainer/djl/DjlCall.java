package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A use of an ONNX operator over DJL's arrays.
 *
 * @param use the case
 * @param node the operator with its attributes and results
 * @param inputs {@code null} where an optional one is left out
 */
record DjlCall(NodeCase use, OpenNode node, List<@Nullable NDArray> inputs) {
  boolean has(int input) {
    return input < inputs.size() && inputs.get(input) != null;
  }

  NDArray x(int input) {
    return Objects.requireNonNull(inputs.get(input));
  }

  NDArray x() {
    return x(0);
  }

  int rank() {
    return x().getShape().dimension();
  }

  /** The axis that the operator's attribute names, counted from the front. */
  int axis(int otherwise) {
    return axisOf(node.integer("axis", otherwise));
  }

  int axisOf(int axis) {
    return axis < 0 ? axis + rank() : axis;
  }

  /** Axes counted from the front. */
  int[] axesOf(int[] axes) {
    return Arrays.stream(axes).map(this::axisOf).toArray();
  }

  int[] allAxes() {
    return IntStream.range(0, rank()).toArray();
  }

  /** The sizes of the first result. */
  ai.djl.ndarray.types.Shape result() {
    return Shapes.toDjl(node.results().get(0).shape());
  }

  /** An input of whole numbers, which is constant. */
  long[] longs(int input) {
    return Arrays.stream(node.argument(input)).asLongStream().toArray();
  }
}
