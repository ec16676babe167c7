package dev.driftwood.trainer.net;

import java.util.List;

/**
 * Where a {@link UNet} attends; the middle always does.
 *
 * @param resolutions heights, in patches, of the levels that do
 * @param heads of each attention, at least 1
 * @param up how often on the way up
 */
public record AttentionSpec(List<Integer> resolutions, int heads, Up up) {
  /** How often a level attends on the way up; on the way down it is after each residual block. */
  public enum Up {
    /** After each residual block. */
    BLOCK,
    /** Once, after the last residual block (Song et al. 2021). */
    LEVEL
  }

  public AttentionSpec {
    resolutions = List.copyOf(resolutions);
    if (heads < 1) {
      throw new IllegalArgumentException("heads: " + heads + " (expected: >= 1)");
    }
  }
}
