package dev.driftwood.runtime.anomaly;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where in an image the network was surprised: the squared residuals of all levels of noise, each
 * level over what it usually has, added up and smoothed over 3 × 3 pixels by the caller's picture;
 * as ln of the ratio to what a pixel usually has.
 */
final class SurpriseMap {
  /** Of the mean over pixels: keeps what is nothing from being far more than nothing. */
  private static final double FLOOR = 0.1;

  private final double[] weights;

  SurpriseMap(FeatureDensity density, FeatureParts parts) {
    this.weights =
        IntStream.range(0, parts.levels())
            .mapToDouble(
                level -> StrictMath.exp(-density.centre()[parts.loss(level)]) / parts.levels())
            .toArray();
  }

  float[] of(Evidence evidence, float[] expected) {
    float[] sum = weighted(evidence.residuals());
    double floor = FLOOR * mean(expected);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) StrictMath.log((sum[i] + floor) / (expected[i] + floor));
    }
    return sum;
  }

  /** The levels' residuals in one. */
  float[] weighted(List<float[]> levels) {
    float[] sum = new float[levels.get(0).length];
    for (int level = 0; level < weights.length; level++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (weights[level] * levels.get(level)[i]);
      }
    }
    return sum;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
