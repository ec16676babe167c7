package dev.driftwood.runtime.data;

/**
 * The one place where nats become bits per dimension:
 *
 * <pre>bits/dim = −nats / (D ln 2) + offset</pre>
 *
 * <p>Here nats is the log-density of the dequantised item in data space, [0, 1) for images, so that
 * the probability of a pixel's level is that density times 1/levels; hence the offset.
 *
 * @param dimensions D, the numbers in one item
 * @param offset log₂ levels bits for images, 0 for points
 */
public record BitsPerDim(int dimensions, double offset) {
  private static final double LN_2 = StrictMath.log(2);

  /** Checks both numbers. */
  public BitsPerDim {
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions: " + dimensions + " (expected: at least 1)");
    }
    if (!(offset >= 0 && Double.isFinite(offset))) {
      throw new IllegalArgumentException("offset: " + offset + " (expected: finite, at least 0)");
    }
  }

  /** The conversion for items of {@code shape}. */
  public static BitsPerDim of(ItemShape shape, DataSpec data) {
    return new BitsPerDim(shape.size(), data.offsetBits());
  }

  /** log₂ levels, in bits; exact where levels is a power of two. */
  static double offsetBits(int levels) {
    boolean powerOfTwo = Integer.bitCount(levels) == 1;
    return powerOfTwo ? Integer.numberOfTrailingZeros(levels) : StrictMath.log(levels) / LN_2;
  }

  /** Bits per dimension of an item with this log-likelihood. */
  public double ofNats(double nats) {
    return -nats / (dimensions * LN_2) + offset;
  }

  /** A standard error in nats, in bits per dimension. */
  public double ofStandardError(double nats) {
    return nats / (dimensions * LN_2);
  }
}
