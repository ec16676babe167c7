package dev.driftwood.trainer.data;

import java.util.Arrays;

/**
 * Draws strokes of one width onto a grey canvas: a pixel's ink falls linearly from 1 to 0 over one
 * pixel across the edge of the nearest stroke.
 */
final class Pen {
  private final int side;
  private final double radius;
  private final double[] distance;

  /**
   * A square canvas without ink.
   *
   * @param side its pixels
   * @param width of the strokes, in pixels
   */
  Pen(int side, double width) {
    this.side = side;
    this.radius = width / 2;
    this.distance = new double[side * side];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
  }

  /** Draws a polyline of points (x, y) in pixels from the top left corner. */
  void draw(double[][] points) {
    for (int i = 1; i < points.length; i++) {
      segment(points[i - 1], points[i]);
    }
  }

  /** The ink as bytes, 0 to 255. */
  byte[] pixels() {
    byte[] pixels = new byte[distance.length];
    for (int i = 0; i < pixels.length; i++) {
      double ink = Math.min(1, Math.max(0, radius + 0.5 - distance[i]));
      pixels[i] = (byte) Math.round(255 * ink);
    }
    return pixels;
  }

  private void segment(double[] a, double[] b) {
    double reach = radius + 1;
    int left = clipped(Math.min(a[0], b[0]) - reach);
    int right = clipped(Math.max(a[0], b[0]) + reach);
    int top = clipped(Math.min(a[1], b[1]) - reach);
    int bottom = clipped(Math.max(a[1], b[1]) + reach);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        int pixel = y * side + x;
        distance[pixel] = Math.min(distance[pixel], toSegment(x + 0.5, y + 0.5, a, b));
      }
    }
  }

  private int clipped(double place) {
    return (int) Math.min(side - 1.0, Math.max(0, Math.floor(place)));
  }

  private static double toSegment(double x, double y, double[] a, double[] b) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double squared = dx * dx + dy * dy;
    double along = squared > 0 ? ((x - a[0]) * dx + (y - a[1]) * dy) / squared : 0;
    double nearest = Math.min(1, Math.max(0, along));
    double offX = x - a[0] - nearest * dx;
    double offY = y - a[1] - nearest * dy;
    return Math.sqrt(offX * offX + offY * offY);
  }
}
