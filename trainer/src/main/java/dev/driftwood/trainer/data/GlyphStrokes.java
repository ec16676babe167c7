package dev.driftwood.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ten digits as pen strokes: polylines in a box from (0, 0), top left, to (1, 1). A shape is a
 * list of strokes, a stroke a list of points (x, y).
 */
final class GlyphStrokes {
  private static final int SEGMENTS = 20;

  private GlyphStrokes() {}

  /** The strokes of a digit from 0 to 9. */
  static List<double[][]> of(int digit) {
    return switch (digit) {
      case 0 -> strokes(arc(0.50, 0.50, 0.33, 0.49, -90, 270));
      case 1 -> strokes(line(0.32, 0.22, 0.56, 0.02), line(0.56, 0.02, 0.56, 0.98));
      case 2 ->
          strokes(
              joined(arc(0.50, 0.29, 0.31, 0.27, 190, 395), line(0.75, 0.45, 0.17, 0.97)),
              line(0.17, 0.97, 0.85, 0.97));
      case 3 ->
          strokes(arc(0.46, 0.26, 0.29, 0.24, 205, 450), arc(0.46, 0.74, 0.33, 0.24, 270, 515));
      case 4 ->
          strokes(
              joined(line(0.58, 0.02, 0.14, 0.66), line(0.14, 0.66, 0.88, 0.66)),
              line(0.66, 0.34, 0.66, 0.98));
      case 5 ->
          strokes(
              joined(line(0.78, 0.03, 0.29, 0.03), line(0.29, 0.03, 0.25, 0.45)),
              arc(0.46, 0.67, 0.34, 0.30, 228, 505));
      case 6 ->
          strokes(
              joined(
                  bend(0.68, 0.02, 0.24, 0.22, 0.21, 0.70), arc(0.5, 0.71, 0.29, 0.27, 180, 540)));
      case 7 ->
          strokes(joined(line(0.17, 0.04, 0.82, 0.04), bend(0.82, 0.04, 0.50, 0.45, 0.42, 0.98)));
      case 8 ->
          strokes(arc(0.50, 0.26, 0.25, 0.24, -90, 270), arc(0.50, 0.74, 0.31, 0.25, -90, 270));
      case 9 ->
          strokes(
              joined(
                  arc(0.49, 0.29, 0.28, 0.27, 0, 360), bend(0.77, 0.29, 0.78, 0.72, 0.60, 0.98)));
      default -> throw new IllegalArgumentException("digit: " + digit + " (expected: 0 to 9)");
    };
  }

  private static List<double[][]> strokes(double[][]... strokes) {
    return Arrays.asList(strokes);
  }

  private static double[][] line(double x0, double y0, double x1, double y1) {
    return bend(x0, y0, (x0 + x1) / 2, (y0 + y1) / 2, x1, y1);
  }

  /** A quadratic Bézier curve. */
  private static double[][] bend(double x0, double y0, double x1, double y1, double x2, double y2) {
    double[][] points = new double[SEGMENTS + 1][];
    for (int i = 0; i <= SEGMENTS; i++) {
      double s = (double) i / SEGMENTS;
      double a = (1 - s) * (1 - s);
      double b = 2 * s * (1 - s);
      points[i] = new double[] {a * x0 + b * x1 + s * s * x2, a * y0 + b * y1 + s * s * y2};
    }
    return points;
  }

  /** Part of an ellipse; degrees clockwise from the right. */
  private static double[][] arc(
      double x, double y, double radiusX, double radiusY, double from, double to) {
    double[][] points = new double[2 * SEGMENTS + 1][];
    for (int i = 0; i < points.length; i++) {
      double angle = Math.PI / 180 * (from + (to - from) * i / (points.length - 1));
      points[i] =
          new double[] {x + radiusX * StrictMath.cos(angle), y + radiusY * StrictMath.sin(angle)};
    }
    return points;
  }

  private static double[][] joined(double[][] first, double[][] second) {
    List<double[]> points = new ArrayList<>(List.of(first));
    points.addAll(List.of(second));
    return points.toArray(double[][]::new);
  }
}
