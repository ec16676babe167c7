package dev.driftwood.trainer.train;

import java.util.Arrays;
import java.util.List;

/**
 * Twenty images of one brightness each.
 *
 * @param itemShape of an image
 */
record BrightImages(List<Integer> itemShape) implements Examples {
  private static final int COUNT = 20;

  @Override
  public int size() {
    return COUNT;
  }

  @Override
  public double[] item(int index, double[] uniforms) {
    double[] item = new double[uniforms.length];
    Arrays.fill(item, (double) index / COUNT);
    return item;
  }
}
