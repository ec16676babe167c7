package dev.driftwood.runtime.ops;

/**
 * How a two-dimensional convolution moves over its input: the same stride and zero padding on both
 * axes and both sides.
 *
 * @param stride step between output pixels, at least 1
 * @param padding zeros added on each side, at least 0
 * @param groups into how many parts the channels fall, each with its own weights; at least 1
 */
public record Conv2dSpec(int stride, int padding, int groups) {
  public Conv2dSpec {
    if (!(stride >= 1)) {
      throw new IllegalArgumentException("stride: " + stride + " (expected: >= 1)");
    }
    if (!(padding >= 0)) {
      throw new IllegalArgumentException("padding: " + padding + " (expected: >= 0)");
    }
    if (!(groups >= 1)) {
      throw new IllegalArgumentException("groups: " + groups + " (expected: >= 1)");
    }
  }

  /** All channels together. */
  public Conv2dSpec(int stride, int padding) {
    this(stride, padding, 1);
  }

  /** Stride 1 and the padding that keeps the size, for an odd kernel. */
  public static Conv2dSpec same(int kernel) {
    return new Conv2dSpec(1, kernel / 2);
  }

  /** Size of the output along an axis. */
  public int outputSize(int input, int kernel) {
    return (input + 2 * padding - kernel) / stride + 1;
  }
}
