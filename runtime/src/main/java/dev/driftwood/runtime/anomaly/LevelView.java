package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.ItemShape;

/**
 * What the network says of an item at one level of noise.
 *
 * @param features ln of the mean of ε̂², ln of the mean of (ε̂ − ε)², and for three channels ln of
 *     the part of (ε̂ − ε)² that differs between channels
 * @param residuals the mean over channels of (ε̂ − ε)², a number a pixel
 */
public record LevelView(double[] features, float[] residuals) {
  /** So small that it changes nothing but the logarithm of 0. */
  private static final double FLOOR = 1e-12;

  private static final int COLOURS = 3;

  static LevelView of(ItemShape shape, double[] estimate, double[] epsilon) {
    double[] residual = new double[estimate.length];
    for (int d = 0; d < residual.length; d++) {
      residual[d] = estimate[d] - epsilon[d];
    }
    float[] pixels = pixels(shape, residual);
    double norm = ln(meanSquare(estimate));
    double loss = ln(meanSquare(residual));
    boolean coloured = isColoured(shape);
    return new LevelView(
        coloured
            ? new double[] {norm, loss, ln(ChannelSpread.of(shape, residual))}
            : new double[] {norm, loss},
        pixels);
  }

  /** How many features a level has. */
  static int features(ItemShape shape) {
    return isColoured(shape) ? 3 : 2;
  }

  /** Which of the features is the logarithm of the mean squared residual. */
  static int lossFeature() {
    return 1;
  }

  private static boolean isColoured(ItemShape shape) {
    return shape.isImage() && shape.channels() == COLOURS;
  }

  private static float[] pixels(ItemShape shape, double[] residual) {
    int channels = shape.isImage() ? shape.channels() : 1;
    float[] pixels = new float[residual.length / channels];
    for (int d = 0; d < residual.length; d++) {
      pixels[d % pixels.length] += (float) (residual[d] * residual[d] / channels);
    }
    return pixels;
  }

  private static double meanSquare(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum / values.length;
  }

  private static double ln(double value) {
    return StrictMath.log(value + FLOOR);
  }
}
