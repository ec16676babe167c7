package dev.driftwood.runtime.observe;

import dev.driftwood.runtime.data.ItemShape;

/**
 * In each channel, the means of square blocks, spread over their blocks.
 *
 * @param shape of an image whose height and width are multiples of the side
 * @param side of a block, in pixels
 */
record BlockMean(ItemShape shape, int side) implements Projection {
  @Override
  public double[] known(double[] x) {
    double[] known = new double[x.length];
    int rows = shape.channels() * shape.height();
    for (int top = 0; top < rows; top += side) {
      for (int left = 0; left < shape.width(); left += side) {
        spread(mean(x, top, left), top, left, known);
      }
    }
    return known;
  }

  private double mean(double[] x, int top, int left) {
    double sum = 0.0;
    for (int row = top; row < top + side; row++) {
      for (int column = left; column < left + side; column++) {
        sum += x[row * shape.width() + column];
      }
    }
    return sum / (side * side);
  }

  private void spread(double mean, int top, int left, double[] out) {
    for (int row = top; row < top + side; row++) {
      for (int column = left; column < left + side; column++) {
        out[row * shape.width() + column] = mean;
      }
    }
  }
}
