package dev.driftwood.trainer.report;

/**
 * The colour map "viridis": perceptually uniform, rising in lightness, and readable by every colour
 * vision.
 *
 * <p>Source: S. van der Walt, N. Smith, "mpl colormaps", 2015; ten equally spaced entries of its
 * table, joined by straight lines.
 */
final class ColourMap {
  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };

  private ColourMap() {}

  /** The colour {@code 0xRRGGBB} of a number in [0, 1]; others count as the nearer end. */
  static int rgb(double unit) {
    double place = Math.max(0, Math.min(1, unit)) * (VIRIDIS.length - 1);
    int below = Math.min((int) place, VIRIDIS.length - 2);
    double share = place - below;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = VIRIDIS[below] >> shift & 0xff;
      int to = VIRIDIS[below + 1] >> shift & 0xff;
      rgb |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return rgb;
  }
}
