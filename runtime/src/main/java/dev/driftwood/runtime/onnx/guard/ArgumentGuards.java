package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Initializer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Constant arguments that kernels compute sizes and addresses from. */
final class ArgumentGuards {
  private static final double MOST_AXES = 64;
  private static final double LARGEST_PAD = 1 << 16;
  private static final double LARGEST_SCALE = 1 << 16;
  private static final double MOST = Integer.MAX_VALUE;

  /** Axes, and the diagonal of a triangle. */
  private static final Map<String, List<Integer>> AXES =
      Map.of(
          "CumSum", List.of(1),
          "Squeeze", List.of(1),
          "Unsqueeze", List.of(1),
          "Slice", List.of(3));

  /** Sizes of what is made. */
  private static final Map<String, List<Integer>> SHAPES =
      Map.of(
          "AffineGrid", List.of(1),
          "CenterCropPad", List.of(1),
          "Col2Im", List.of(1, 2),
          "ConstantOfShape", List.of(0),
          "Expand", List.of(1),
          "MaxUnpool", List.of(2),
          "Reshape", List.of(1),
          "Resize", List.of(3),
          "Tile", List.of(1),
          "TopK", List.of(1));

  private ArgumentGuards() {}

  static void check(Guarded node) {
    String op = node.node().op();
    AXES.getOrDefault(op, List.of()).forEach(place -> within(node, place, MOST_AXES));
    SHAPES.getOrDefault(op, List.of()).forEach(place -> shape(node, place));
    switch (op) {
      case "Pad" -> {
        within(node, 1, LARGEST_PAD);
        within(node, 3, MOST_AXES);
      }
      case "Slice" -> within(node, 4, MOST);
      case "Split" -> within(node, 1, MOST);
      case "Trilu" -> within(node, 1, MOST);
      case "Resize" -> resize(node);
      case "Div", "Mod" -> divisor(node);
      default -> {
        // Computes nothing of the kind, or has a guard of its own.
      }
    }
  }

  private static void within(Guarded node, int place, double most) {
    Initializer array = node.constant(place);
    boolean all =
        array == null || Arrays.stream(array.numbers()).allMatch(n -> Math.abs(n) <= most);
    node.require(
        all,
        "has an input %d with odd numbers".formatted(place),
        "none beyond %.0f".formatted(most));
  }

  private static void shape(Guarded node, int place) {
    Initializer array = node.constant(place);
    double product = 1;
    if (array != null) {
      for (double size : array.numbers()) {
        product *= Math.max(1, Math.abs(size));
      }
    }
    node.require(
        product <= MOST,
        "has an input %d with sizes of too many elements".formatted(place),
        "at most %.0f".formatted(MOST));
  }

  /** Said before the run, which would end there. */
  private static void divisor(Guarded node) {
    Initializer array = node.constant(1);
    boolean all =
        array == null
            || array.type().isFloating()
            || Arrays.stream(array.numbers()).allMatch(n -> n != 0);
    node.require(all, "divides whole numbers by 0", "other divisors");
  }

  /** What is not a number is a place before the first. */
  private static void resize(Guarded node) {
    within(node, 1, LARGEST_SCALE);
    Initializer scales = node.constant(2);
    boolean all =
        scales == null
            || Arrays.stream(scales.numbers()).allMatch(s -> s > 0 && s <= LARGEST_SCALE);
    node.require(
        all, "has odd scales", "numbers above 0, and none beyond %.0f".formatted(LARGEST_SCALE));
  }
}
