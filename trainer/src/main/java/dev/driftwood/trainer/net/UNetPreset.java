package dev.driftwood.trainer.net;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A U-Net that has a name.
 *
 * @param usualShape {@code [c, h, w]} of the images that it was made for
 */
record UNetPreset(List<Integer> usualShape, UNetSpec spec) {
  private static final List<Integer> DIGIT = List.of(1, 28, 28);
  private static final List<Integer> PICTURE = List.of(3, 32, 32);

  /** By name. */
  static Map<String, UNetPreset> all() {
    return new TreeMap<>(
        Map.of(
            "small", new UNetPreset(DIGIT, small()),
            "mnist", new UNetPreset(DIGIT, ddpm(32, List.of(1, 2, 2)).build()),
            "cifar10", new UNetPreset(PICTURE, ddpm(128, List.of(1, 2, 2, 2)).build()),
            "diffusion-zero", new UNetPreset(DIGIT, diffusionZero()),
            "ddpmpp", new UNetPreset(PICTURE, ddpmpp().build()),
            "ncsnpp", new UNetPreset(PICTURE, ncsnpp())));
  }

  /** For a few cores: squares of 2x2 pixels are one, which takes most of the cost away. */
  private static UNetSpec small() {
    return UNetSpec.draft().patch(2).timeScale(1000).build();
  }

  /** Huang et al. 2021 (arXiv:2106.02808): 1,539,329 parameters for digits, 35,746,307. */
  private static UNetDraft ddpm(int channels, List<Integer> multipliers) {
    return UNetSpec.draft().channels(channels).multipliers(multipliers).attention(List.of(16));
  }

  /**
   * The widths, time features and labels of the public network of that name, which has batch
   * normalisation, where a row depends on its company, and adds what we concatenate.
   */
  private static UNetSpec diffusionZero() {
    return UNetSpec.draft()
        .channels(64)
        .multipliers(List.of(1, 2, 4))
        .time(TimeFeatures.Kind.LEARNED)
        .build();
  }

  /** DDPM++ (Song et al. 2021, arXiv:2011.13456, appendix H): 61.80 million parameters. */
  private static UNetDraft ddpmpp() {
    return ddpm(128, List.of(1, 2, 2, 2))
        .blocks(4)
        .attentionUp(AttentionSpec.Up.LEVEL)
        .timeScale(1000)
        .resampling(Resampling.BIGGAN)
        .skipRescale(true)
        .dropout(0.1);
  }

  /**
   * NCSN++, as above: 62.76 million parameters. There the features of scale 16 are of ln σ, here of
   * t, in which ln σ is linear where it was made for: 16 ln(50/0.01) is 136.
   */
  private static UNetSpec ncsnpp() {
    return ddpmpp()
        .resampling(Resampling.FIR)
        .progressiveInput(ProgressiveInput.RESIDUAL)
        .time(TimeFeatures.Kind.GAUSSIAN)
        .timeScale(136)
        .build();
  }
}
