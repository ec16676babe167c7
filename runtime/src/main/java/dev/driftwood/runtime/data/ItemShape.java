package dev.driftwood.runtime.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * The shape of one item, without the batch axis: {@code [c, h, w]} for an image, {@code [d]} for a
 * point.
 *
 * @param dimensions one or three sizes, each positive; their product fits an {@code int}
 */
public record ItemShape(List<Integer> dimensions) {
  /** Checks the sizes. */
  public ItemShape {
    dimensions = List.copyOf(dimensions);
    boolean sizes = dimensions.stream().allMatch(n -> n > 0) && product(dimensions) > 0;
    if (!sizes || (dimensions.size() != 1 && dimensions.size() != 3)) {
      throw new IllegalArgumentException(
          "shape: " + dimensions + " (expected: [channels, height, width] or [dimensions])");
    }
  }

  /** An image's shape {@code [c, h, w]}. */
  public static ItemShape image(int channels, int height, int width) {
    return new ItemShape(List.of(channels, height, width));
  }

  /** A point's shape {@code [d]}. */
  public static ItemShape point(int dimensions) {
    return new ItemShape(List.of(dimensions));
  }

  /** Whether it has a height and a width. */
  public boolean isImage() {
    return dimensions.size() == 3;
  }

  /** How many numbers an item holds. */
  public int size() {
    return (int) product(dimensions);
  }

  /** Channels of an image; dimensions of a point. */
  public int channels() {
    return dimensions.get(0);
  }

  /** Height in pixels; 1 for a point. */
  public int height() {
    return isImage() ? dimensions.get(1) : 1;
  }

  /** Width in pixels; 1 for a point. */
  public int width() {
    return isImage() ? dimensions.get(2) : 1;
  }

  /** The shape of {@code n} items as an array, {@code [n, c, h, w]} or {@code [n, d]}. */
  public long[] batch(int n) {
    return Stream.concat(Stream.of(n), dimensions.stream()).mapToLong(i -> i).toArray();
  }

  @Override
  public String toString() {
    return dimensions.toString();
  }

  /** The product, or 0 where it does not fit an {@code int}. */
  private static long product(List<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      product *= size;
      if (product > Integer.MAX_VALUE) {
        return 0;
      }
    }
    return product;
  }
}
