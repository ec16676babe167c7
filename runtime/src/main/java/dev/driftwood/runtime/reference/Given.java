package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel is given.
 *
 * @param node the operator
 * @param inputs {@code null} where an optional one is left out
 */
record Given(OpenNode node, List<@Nullable Tensor> inputs) {
  /** A kernel with one output. */
  interface Single {
    Tensor run(Given given);
  }

  static Kernel kernel(Single single) {
    return (node, inputs) -> List.of(single.run(new Given(node, inputs)));
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input) != null;
  }

  Tensor tensor(int input) {
    return Objects.requireNonNull(inputs.get(input));
  }

  /** The data, which is every operator's first input. */
  Tensor x() {
    return tensor(0);
  }

  Shape shape() {
    return x().shape();
  }

  /** An input of whole numbers; "to the end" of a slice becomes the nearest int. */
  int[] integers(int input) {
    return Arrays.stream(tensor(input).values()).mapToInt(value -> (int) value).toArray();
  }

  /** An input of whole numbers, or others where it is left out. */
  int[] integers(int input, int... otherwise) {
    return has(input) ? integers(input) : otherwise;
  }

  /** An axis of the data. */
  int axis(int otherwise) {
    return shape().axis(node.integer("axis", otherwise));
  }

  /** The axes of the data that an input lists; all of them where it is left out. */
  int[] axes(int input) {
    int[] all = IntStream.range(0, shape().rank()).toArray();
    return Arrays.stream(integers(input, all)).map(shape()::axis).toArray();
  }
}
