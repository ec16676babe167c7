package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of {@code x [n, c, …]} at the points that {@code grid [n, …, axes]} names, their last
 * axis first and each from −1 to 1.
 */
record GridSampling(OpenNode node, Tensor x, Tensor grid) {
  Tensor result() {
    int channels = x.shape().dim(1);
    int axes = x.shape().rank() - 2;
    int points = grid.values().length / (grid.shape().dim(0) * axes);
    List<Integer> dims = new ArrayList<>(x.shape().dims().subList(0, 2));
    dims.addAll(grid.shape().dims().subList(1, axes + 1));
    Tensor y = Tensor.zeros(new Shape(dims));
    for (int i = 0; i < y.values().length; i++) {
      int row = i / (points * channels);
      double[] at = new double[axes];
      for (int axis = 0; axis < axes; axis++) {
        int number = (row * points + i % points) * axes + axes - 1 - axis;
        at[axis] = coordinate(grid.values()[number], x.shape().dim(axis + 2));
      }
      y.values()[i] = sample(i / points, at, 0, 0);
    }
    return y;
  }

  private boolean alignsCorners() {
    return node.integer("align_corners", 0) == 1;
  }

  private boolean isMode(String old, String name) {
    String mode = node.text("mode", "linear");
    return mode.equals(old) || mode.equals(name);
  }

  /** A number from −1 to 1 as a place on an axis. */
  private double coordinate(double number, int size) {
    double at = alignsCorners() ? (number + 1) / 2 * (size - 1) : ((number + 1) * size - 1) / 2;
    return isMode("nearest", "nearest") ? Math.rint(at) : at;
  }

  /** Where a place is seen that lies outside: of those around a point, each for itself. */
  private double inside(double at, int size) {
    double low = alignsCorners() ? 0 : -0.5;
    double high = size - 1 - low;
    if (at >= low && at <= high) {
      return at;
    }
    return switch (node.text("padding_mode", "zeros")) {
      case "border" -> Math.min(Math.max(at, 0), size - 1.0);
      case "reflection" -> reflected(at - low, high - low) + low;
      default -> at;
    };
  }

  private static double reflected(double at, double length) {
    double round = Math.abs(at) % (2 * length);
    return round <= length ? round : 2 * length - round;
  }

  /** The weighted sum over the elements around a point, from an axis on. */
  private double sample(int plane, double[] at, int axis, int place) {
    if (axis == at.length) {
      return x.values()[plane * Math.toIntExact(ReferenceOps.plane(x.shape()).size()) + place];
    }
    int size = x.shape().dim(axis + 2);
    int floor = (int) Math.floor(at[axis]);
    double sum = 0;
    for (int i = floor - 1; i <= floor + 2; i++) {
      double weight = weight(i - at[axis]);
      int seen = (int) inside(i, size);
      if (weight != 0 && seen >= 0 && seen < size) {
        sum += weight * sample(plane, at, axis + 1, place * size + seen);
      }
    }
    return sum;
  }

  private double weight(double distance) {
    if (isMode("bicubic", "cubic")) {
      return ResizedAxis.cubic(-0.75, Math.abs(distance));
    }
    return Math.max(0, 1 - Math.abs(distance));
  }
}
