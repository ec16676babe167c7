package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Attributes whose numbers kernels compute addresses from, whichever operator has them. */
final class SizeGuards {
  private static final long MOST_AXES = 64;
  private static final long LARGEST = 1 << 16;

  private static final Set<String> AXES =
      Set.of("axis", "axes", "perm", "batch_axis", "time_axis", "scan_input_axes");

  /** The least number that each may be. */
  private static final Map<String, Long> SIZES =
      Map.of(
          "kernel_shape", 1L,
          "strides", 1L,
          "dilations", 1L,
          "group", 1L,
          "num_groups", 1L,
          "pads", -LARGEST,
          "pooled_shape", 1L,
          "hidden_size", 1L,
          "output_padding", 0L,
          "output_shape", 0L);

  private SizeGuards() {}

  static void check(Guarded node) {
    node.node().attributes().forEach((name, value) -> check(node, name, numbers(value)));
  }

  private static List<Long> numbers(Attribute value) {
    if (value instanceof Attribute.Int number) {
      return List.of(number.value());
    }
    return value instanceof Attribute.Ints numbers ? numbers.values() : List.of();
  }

  private static void check(Guarded node, String name, List<Long> numbers) {
    long least = Integer.MIN_VALUE;
    long most = Integer.MAX_VALUE;
    if (AXES.contains(name)) {
      least = -MOST_AXES;
      most = MOST_AXES;
    } else if (SIZES.containsKey(name)) {
      least = SIZES.get(name);
      most = LARGEST;
    }
    for (long number : numbers) {
      node.require(
          number >= least && number <= most,
          "has %s %d".formatted(name, number),
          "%d to %d".formatted(least, most));
    }
  }
}
