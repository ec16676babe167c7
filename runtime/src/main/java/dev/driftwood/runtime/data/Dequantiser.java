package dev.driftwood.runtime.data;

import dev.driftwood.runtime.failure.DriftwoodException;

/**
 * Uniform dequantisation: level k of a pixel becomes {@code (k + u) / levels} in [0, 1), with u
 * uniform in [0, 1).
 *
 * @param levels how many values a pixel takes, 2 to 65536; level k is 0 to levels − 1
 */
public record Dequantiser(int levels) {
  /** The most levels there can be: 16 bits. */
  public static final int MAX_LEVELS = 1 << 16;

  /** Checks the count. */
  public Dequantiser {
    if (levels < 2 || levels > MAX_LEVELS) {
      throw new IllegalArgumentException(
          "levels: " + levels + " (expected: an integer from 2 to " + MAX_LEVELS + ")");
    }
  }

  /** The dequantised value of one pixel. */
  public double value(int level, double uniform) {
    return (level + uniform) / levels;
  }

  /** The level that a value in data space falls into; clipped to 0 and levels − 1. */
  public int level(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("value: NaN (expected: a number)");
    }
    return (int) Math.min(levels - 1.0, Math.max(0, Math.floor(value * levels)));
  }

  /**
   * Dequantises a whole item.
   *
   * @param pixels the levels, as numbers
   * @param uniforms one number in [0, 1) for each
   * @return a fresh array in data space
   * @throws DriftwoodException if a pixel is not a level, which happens when an image of another
   *     depth is given to a model
   */
  public double[] dequantise(double[] pixels, double[] uniforms) {
    double[] values = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = value(requireLevel(pixels[i], i), uniforms[i]);
    }
    return values;
  }

  private int requireLevel(double pixel, int index) {
    int level = (int) pixel;
    if (!(level == pixel && level >= 0 && level < levels)) {
      throw new DriftwoodException(
          "pixel %d has value %s (expected: an integer from 0 to %d, as the model has %d levels)"
              .formatted(index, pixel, levels - 1, levels));
    }
    return level;
  }
}
