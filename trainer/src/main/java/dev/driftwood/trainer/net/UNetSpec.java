package dev.driftwood.trainer.net;

import java.util.List;

/**
 * The sizes of a {@link UNet}.
 *
 * @param itemShape {@code [c, h, w]} of an image
 * @param patch side of the squares of pixels that become the channels of one, dividing height and
 *     width; 1 leaves the pixels as they are
 * @param timeScale what t is multiplied by before its sines and cosines are taken, whose
 *     frequencies go from 1 down to 10⁻⁴
 * @param channels width of the first level, even, at least 4
 * @param multipliers width of each level in units of {@code channels}; every level but the last
 *     halves the resolution, which must divide
 * @param blocks residual blocks of a level on the way down; there is one more on the way up
 * @param attentionResolutions heights, in patches, at which each residual block is followed by
 *     attention
 * @param groups of the group normalisation, dividing every width
 * @param lastGain of the start of the last convolution of a branch and of the network
 */
public record UNetSpec(
    List<Integer> itemShape,
    int patch,
    double timeScale,
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
    require(patch >= 1, "patch", patch, ">= 1");
    require(timeScale > 0, "timeScale", timeScale, "> 0");
    int factor = patch << (multipliers.size() - 1);
    boolean divides = itemShape.get(1) % factor == 0 && itemShape.get(2) % factor == 0;
    require(divides, "itemShape", itemShape, "height and width divisible by " + factor);
  }

  /** The same sizes with another start of the last convolutions; 1 makes every block count. */
  public UNetSpec withLastGain(double gain) {
    return new UNetSpec(
        itemShape,
        patch,
        timeScale,
        channels,
        multipliers,
        blocks,
        attentionResolutions,
        groups,
        gain);
  }

  int width(int level) {
    return channels * multipliers.get(level);
  }

  /** Channels of the input and the output, once a patch is one pixel. */
  int patchedChannels() {
    return itemShape.get(0) * patch * patch;
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
