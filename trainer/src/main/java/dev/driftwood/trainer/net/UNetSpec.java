package dev.driftwood.trainer.net;

import java.util.List;

/**
 * The sizes of a {@link UNet}.
 *
 * @param itemShape {@code [c, h, w]} of an image
 * @param channels width of the first level, even, at least 4
 * @param multipliers width of each level in units of {@code channels}; every level but the last
 *     halves the resolution, which must divide
 * @param blocks residual blocks of a level on the way down; there is one more on the way up
 * @param attentionResolutions image heights at which each residual block is followed by attention
 * @param groups of the group normalisation, dividing every width
 * @param lastGain of the start of the last convolution of a branch and of the network
 */
public record UNetSpec(
    List<Integer> itemShape,
    int channels,
    List<Integer> multipliers,
    int blocks,
    List<Integer> attentionResolutions,
    int groups,
    double lastGain) {
  /** Starts a branch as nearly nothing without making its gradient exactly zero. */
  public static final double NEARLY_ZERO = 1e-10;

  public UNetSpec {
    itemShape = List.copyOf(itemShape);
    multipliers = List.copyOf(multipliers);
    attentionResolutions = List.copyOf(attentionResolutions);
    require(itemShape.size() == 3, "itemShape", itemShape, "[c, h, w]");
    require(channels >= 4 && channels % 2 == 0, "channels", channels, "even, >= 4");
    require(!multipliers.isEmpty(), "multipliers", multipliers, "one a level");
    require(blocks >= 1, "blocks", blocks, ">= 1");
    require(groups >= 1 && channels % groups == 0, "groups", groups, "a divisor of " + channels);
    require(lastGain > 0, "lastGain", lastGain, "> 0");
    int factor = 1 << (multipliers.size() - 1);
    boolean divides = itemShape.get(1) % factor == 0 && itemShape.get(2) % factor == 0;
    require(divides, "itemShape", itemShape, "height and width divisible by " + factor);
  }

  /** The same sizes with another start of the last convolutions; 1 makes every block count. */
  public UNetSpec withLastGain(double gain) {
    return new UNetSpec(
        itemShape, channels, multipliers, blocks, attentionResolutions, groups, gain);
  }

  int width(int level) {
    return channels * multipliers.get(level);
  }

  int levels() {
    return multipliers.size();
  }

  int embedding() {
    return 4 * channels;
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
