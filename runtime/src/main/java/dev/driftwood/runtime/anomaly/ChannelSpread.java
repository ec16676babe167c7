package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.ItemShape;

/** How much the channels of an image differ: 0 for grey. */
final class ChannelSpread {
  private ChannelSpread() {}

  /** The mean over numbers of the squared difference from the mean over channels. */
  static double of(ItemShape shape, double[] values) {
    int channels = shape.channels();
    int pixels = values.length / channels;
    double sum = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      double mean = 0;
      for (int c = 0; c < channels; c++) {
        mean += values[c * pixels + pixel] / channels;
      }
      for (int c = 0; c < channels; c++) {
        double difference = values[c * pixels + pixel] - mean;
        sum += difference * difference;
      }
    }
    return sum / values.length;
  }
}
