package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.ops.OpenNode;
import java.util.function.DoubleUnaryOperator;

/**
 * One axis of a resize: where each output element lies among the input's, and what it takes from
 * them.
 *
 * <p>Coordinates are computed in float32, as scales are given: whether 1 / ⅓ is 3 or less than 3
 * decides which pixel is the nearest.
 *
 * @param node mode and mapping
 * @param input size of the axis
 * @param output size of the result's axis
 * @param scale what the input's size was multiplied by, before rounding
 * @param start where a crop begins, as a part of the axis
 * @param end where it ends
 */
record ResizedAxis(OpenNode node, int input, int output, float scale, float start, float end) {
  /** Whether an output element lies outside of what a crop can see. */
  boolean isOutside(int at) {
    float coordinate = coordinate(at);
    return mapping().equals("tf_crop_and_resize") && (coordinate < 0 || coordinate > input - 1);
  }

  /** For an output element, the weight of each input element. */
  double[] weights(int at) {
    float coordinate = coordinate(at);
    return switch (node.text("mode", "nearest")) {
      case "nearest" -> nearest(coordinate);
      case "linear" -> filtered(coordinate, 1, d -> Math.max(0, 1 - Math.abs(d)));
      case "cubic" -> filtered(coordinate, 2, this::cubic);
      default -> throw new IllegalArgumentException("mode: " + node.text("mode", ""));
    };
  }

  private float coordinate(int at) {
    return switch (mapping()) {
      case "half_pixel" -> halfPixel(at);
      case "half_pixel_symmetric" -> {
        float adjustment = output / (scale * input);
        yield (float) (input / 2f * (1 - adjustment) + (at + 0.5) / scale - 0.5);
      }
      case "pytorch_half_pixel" -> output > 1 ? halfPixel(at) : 0;
      case "align_corners" -> output > 1 ? at * (input - 1f) / (output - 1f) : 0;
      case "asymmetric" -> at / scale;
      case "tf_crop_and_resize" -> cropped(at);
      default -> throw new IllegalArgumentException("mapping: " + mapping());
    };
  }

  private String mapping() {
    return node.text("coordinate_transformation_mode", "half_pixel");
  }

  private float halfPixel(int at) {
    return (at + 0.5f) / scale - 0.5f;
  }

  private float cropped(int at) {
    float last = input - 1f;
    return output > 1
        ? start * last + at * (end - start) * last / (output - 1f)
        : 0.5f * (start + end) * last;
  }

  private double[] nearest(float coordinate) {
    double rounded =
        switch (node.text("nearest_mode", "round_prefer_floor")) {
          case "round_prefer_floor" -> Math.ceil(coordinate - 0.5);
          case "round_prefer_ceil" -> Math.floor(coordinate + 0.5);
          case "floor" -> Math.floor(coordinate);
          case "ceil" -> Math.ceil(coordinate);
          default -> throw new IllegalArgumentException("nearest_mode");
        };
    double[] weights = new double[input];
    weights[inside((int) rounded)] = 1;
    return weights;
  }

  /**
   * Weights by a function of the distance, which is 0 from {@code reach} on; where the result is
   * smaller and must not show steps, distances are measured in its elements. What lies outside has
   * the value at the edge, or does not count.
   */
  private double[] filtered(float coordinate, int reach, DoubleUnaryOperator function) {
    double stretch = node.integer("antialias", 0) == 1 ? Math.min(1, scale) : 1;
    boolean edgeCounts = node.integer("exclude_outside", 0) == 0;
    double[] weights = new double[input];
    double total = 0;
    int first = (int) Math.floor(coordinate - reach / stretch);
    for (int i = first; i <= coordinate + reach / stretch; i++) {
      if (edgeCounts || i == inside(i)) {
        double weight = function.applyAsDouble((i - coordinate) * stretch);
        weights[inside(i)] += weight;
        total += weight;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= total;
    }
    return weights;
  }

  private int inside(int at) {
    return Math.min(Math.max(at, 0), input - 1);
  }

  /** The kernel of cubic convolution (Keys 1981, equation 4 with a free parameter a). */
  private double cubic(double distance) {
    return cubic(node.number("cubic_coeff_a", -0.75), Math.abs(distance));
  }

  static double cubic(double a, double d) {
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? a * (((d - 5) * d + 8) * d - 4) : 0;
  }
}
