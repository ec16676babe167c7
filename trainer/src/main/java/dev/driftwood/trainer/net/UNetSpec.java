package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import java.util.List;

/**
 * What there is to choose of a {@link UNet}, whatever its images.
 *
 * @param patch side of the squares of pixels that become the channels of one, dividing height and
 *     width; 1 leaves the pixels as they are
 * @param channels width of the first level, at least 4
 * @param multipliers width of each level in units of {@code channels}; every level but the last
 *     halves the resolution, which must divide
 * @param blocks residual blocks of a level on the way down; there is one more on the way up
 * @param groups of the group normalisation, dividing {@code channels}; 0 for the most, up to 32,
 *     that leave four channels a group: with one, the normalisation takes away each channel's mean,
 *     and with it the image's brightness and the embedded time
 * @param lastGain of the start of the last convolution of a branch and of the network
 * @param dropout how often an activation before a block's last convolution is 0 in training, in [0,
 *     1)
 * @param skipRescale whether sums of a branch and its input are divided by √2, which keeps their
 *     variance
 */
public record UNetSpec(
    int patch,
    int channels,
    List<Integer> multipliers,
    int blocks,
    int groups,
    double lastGain,
    AttentionSpec attention,
    TimeFeatures time,
    Conditioning conditioning,
    Resampling resampling,
    ProgressiveInput progressiveInput,
    boolean skipRescale,
    double dropout) {
  /** Starts a branch as nearly nothing without making its gradient exactly zero. */
  public static final double NEARLY_ZERO = 1e-10;

  private static final int MOST_GROUPS = 32;
  private static final int CHANNELS_OF_A_GROUP = 4;

  public UNetSpec {
    multipliers = List.copyOf(multipliers);
    require(channels >= 4, "channels", channels, ">= 4");
    boolean positive = multipliers.stream().allMatch(multiplier -> multiplier >= 1);
    require(
        positive && !multipliers.isEmpty(),
        "channel-multipliers",
        multipliers,
        ">= 1, one a level");
    require(blocks >= 1, "blocks", blocks, ">= 1");
    boolean divides = groups == 0 || (groups > 0 && channels % groups == 0);
    require(divides, "groups", groups, "0, or a divisor of " + channels + " channels");
    require(lastGain > 0, "lastGain", lastGain, "> 0");
    require(patch >= 1, "patch", patch, ">= 1");
    int heads = attention.heads();
    require(channels % heads == 0, "heads", heads, "a divisor of " + channels + " channels");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "in [0, 1)");
  }

  /** The DDPM U-Net of 32 channels and two levels, from which all others are changes. */
  public static UNetDraft draft() {
    return new UNetDraft();
  }

  /** A draft of the same, to be changed. */
  public UNetDraft changed() {
    return new UNetDraft(this);
  }

  /** Groups of the group normalisation. */
  int groupCount() {
    if (groups > 0) {
      return groups;
    }
    int count = Math.min(MOST_GROUPS, channels / CHANNELS_OF_A_GROUP);
    while (channels % count != 0) {
      count--;
    }
    return count;
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

  /** What both sides of an image must be divisible by. */
  int factor() {
    return patch << (levels() - 1);
  }

  /** The sum of a branch and its input. */
  <V> V joined(Ops<V> ops, V input, V branch) {
    V sum = ops.add(input, branch);
    return skipRescale ? ops.scale(sum, Math.sqrt(0.5)) : sum;
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
