package dev.driftwood.trainer.report;

/**
 * The range of numbers that the colours stand for; pictures to be compared share one.
 *
 * @param low gets the darkest colour, as does what is below
 * @param high gets the lightest, as does what is above
 */
public record ColourScale(double low, double high) {
  public ColourScale {
    if (!(high > low)) {
      throw new IllegalArgumentException(
          "scale: [" + low + ", " + high + "] (expected: increasing bounds)");
    }
  }

  /** The colour with its opacity, {@code 0xAARRGGBB}; NaN is transparent. */
  int argb(double value) {
    return Double.isNaN(value) ? 0 : 0xff000000 | ColourMap.rgb((value - low) / (high - low));
  }
}
