package dev.driftwood.cli.anomaly;

import dev.driftwood.runtime.data.ItemShape;

/**
 * Numbers a pixel as colours: blue below what is usual, black where it is met, and from red to
 * yellow above; smoothed over 3 × 3 pixels.
 *
 * @param shape of the picture
 */
record HeatMap(ItemShape shape) {
  /** From e^−2 to e^2 times what is usual. */
  private static final double SPAN = 2;

  float[] of(float[] map) {
    int pixels = map.length;
    float[] picture = new float[3 * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      double heat = smoothed(map, pixel / shape.width(), pixel % shape.width()) / SPAN;
      picture[pixel] = clipped(2 * heat);
      picture[pixels + pixel] = clipped(2 * heat - 1);
      picture[2 * pixels + pixel] = clipped(-heat);
    }
    return picture;
  }

  private double smoothed(float[] map, int row, int column) {
    double sum = 0;
    int count = 0;
    for (int y = Math.max(0, row - 1); y <= Math.min(shape.height() - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(shape.width() - 1, column + 1); x++) {
        sum += map[y * shape.width() + x];
        count++;
      }
    }
    return sum / count;
  }

  private static float clipped(double value) {
    return (float) Math.min(1, Math.max(0, value));
  }
}
